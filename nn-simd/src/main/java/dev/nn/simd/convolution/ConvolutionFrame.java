package dev.nn.simd.convolution;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.simd.product.TileFrame;

/**
 * The operands of a convolution or of one of its gradients. Whoever begins fills them in, and the loops below read them; one
 * object serves a thread again and again, like the {@link TileFrame} that its tiles have.
 */
@SuppressWarnings("NullAway.Init") // Nobody has a frame but from of.
final class ConvolutionFrame {
    TileFrame tile;
    Arithmetic arithmetic;
    ConvolutionLayout layout;

    /** W and b, or their gradients. */
    Affine parameters;

    /** Images of the input, or their gradients. */
    Rows x;

    /** The sums Z, or their gradients. */
    Rows z;

    /** The target pixels of the block at work, {@code from} to {@code to}, of all images. */
    int from, to;

    private ConvolutionFrame() {}

    /** The one of this workspace, for these operands. */
    static ConvolutionFrame of(
            Workspace workspace, Arithmetic arithmetic, ConvolutionLayout layout, Affine parameters, Rows x, Rows z) {
        ConvolutionFrame frame = workspace.kept(ConvolutionFrame.class, ConvolutionFrame::new);
        frame.tile = TileFrame.of(workspace);
        frame.tile.lanes = layout.lanes();
        frame.arithmetic = arithmetic;
        frame.layout = layout;
        frame.parameters = parameters;
        frame.x = x;
        frame.z = z;
        return frame;
    }

    /** Packed lines and columns, sums of edges. */
    float[] scratch() {
        return tile.scratch;
    }

    /** Where a target pixel of all images begins in {@code images}, each of whose pixels has {@code numbers} floats. */
    static int place(int pixel, Windows windows, Rows images, int numbers) {
        return images.index(pixel / windows.targets(), pixel % windows.targets() * numbers);
    }

    /** The end of the image that a target pixel lies in, at most {@code end}. */
    static int endOfImage(int pixel, int end, Windows windows) {
        return Math.min(end, (pixel / windows.targets() + 1) * windows.targets());
    }
}
