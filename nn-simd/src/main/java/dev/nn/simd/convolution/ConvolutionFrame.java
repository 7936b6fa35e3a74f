package dev.nn.simd.convolution;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.simd.product.LinePair;
import dev.nn.simd.product.TileFrame;
import dev.nn.simd.product.TileFrame.Start;
import org.jspecify.annotations.Nullable;

/**
 * The operands of a convolution or of one of its gradients. Whoever begins fills them in, and the loops below read them; one
 * object serves a thread again and again, like the {@link TileFrame} that its tiles have.
 */
@SuppressWarnings("NullAway.Init") // Nobody has a frame but from of.
final class ConvolutionFrame {
    TileFrame tile;
    LinePair pair;
    Arithmetic arithmetic;
    ConvolutionLayout layout;

    /** W and b, or their gradients. */
    Affine parameters;

    /** Or, in predictions, W in bfloat16 and b. */
    private @Nullable HalfWeights halves;

    /** Where the panels of W are: among the parameters, or in scratch memory, one after the other made of halves. */
    float[] w;

    /** b is bias[firstBias …]. */
    float[] bias;

    int firstBias;

    /** Images of the input, or their gradients. */
    Rows x;

    /** The sums Z, or their gradients. */
    Rows z;

    /** The source of the block at work, as its windows see it, from {@code ia} on: packed, or where it is. */
    float[] a;

    int ia;

    /** The target pixels of the block at work, {@code from} to {@code to}, of all images. */
    int from, to;

    /** Those pixels, run by run. */
    final Runs runs = new Runs();

    private ConvolutionFrame() {}

    /** The one of this workspace, for these operands. */
    static ConvolutionFrame of(
            Workspace workspace, Arithmetic arithmetic, ConvolutionLayout layout, Affine parameters, Rows x, Rows z) {
        ConvolutionFrame frame = of(workspace, arithmetic, layout, x, z);
        frame.parameters = parameters;
        frame.halves = null;
        frame.w = parameters.data();
        frame.bias = parameters.data();
        frame.firstBias = parameters.bias();
        return frame;
    }

    /** The one of this workspace, for a prediction with weights in bfloat16. */
    static ConvolutionFrame of(Workspace workspace, Arithmetic arithmetic, HalfWeights halves, Rows x, Rows z) {
        ConvolutionFrame frame = of(workspace, arithmetic, halves.layout(), x, z);
        frame.halves = halves;
        frame.w = frame.scratch();
        frame.bias = halves.bias();
        frame.firstBias = 0;
        return frame;
    }

    private static ConvolutionFrame of(
            Workspace workspace, Arithmetic arithmetic, ConvolutionLayout layout, Rows x, Rows z) {
        ConvolutionFrame frame = workspace.kept(ConvolutionFrame.class, ConvolutionFrame::new);
        frame.tile = TileFrame.of(workspace);
        frame.tile.lanes = layout.lanes();
        frame.pair = LinePair.of(workspace);
        frame.arithmetic = arithmetic;
        frame.layout = layout;
        frame.x = x;
        frame.z = z;
        return frame;
    }

    /**
     * Where in {@link #w} the panel begins that has this column of a group; it is made floats first if need be.
     *
     * @param free where scratch memory may hold a panel
     */
    int panel(int group, int column, int free) {
        if (halves == null)
            return parameters.weights()
                    + group * layout.groupSize()
                    + layout.group().panel(column);
        halves.widen(group, column, arithmetic, w, free);
        return free;
    }

    /**
     * Finds what the windows of the target pixels p to end see, or packs it into the beginning of the scratch memory.
     *
     * @param channel the first channel that is seen
     */
    void source(Windows windows, Rows from, int p, int end, int channel) {
        if (windows.areIn(from)) {
            a = from.data();
            ia = windows.place(from, p);
            return;
        }
        a = scratch();
        ia = 0;
        windows.pack(from, p, end, channel, a, ia);
    }

    /**
     * The tile's C for some pixels of the run, from the n-th on. Sums start as the tile says, and are cut into blocks of steps
     * whose weights stay in a cache.
     *
     * @param lane the column of A that is the first
     * @param b the weights, in rows of {@code width}; those of step 0 begin at {@code ib}
     */
    void multiply(int n, int rows, int lane, float[] b, int ib, int width, boolean relu) {
        int stretches = runs.stretches();
        for (int s = 0; s < stretches; s++) {
            int depth = runs.steps(s), blocks = Math.max(1, Math.ceilDiv(depth, arithmetic.blockLength()));
            for (int block = 0; block < blocks; block++) {
                int k = (int) ((long) depth * block / blocks), step = runs.firstStep(s) + k;
                tile.size(rows, width, (int) ((long) depth * (block + 1) / blocks) - k)
                        .a(a, ia + lane, 0, 0)
                        .windows(runs.places(), runs.place(n), runs.windows.steps, step)
                        .b(b, ib + step * width, width);
                if (s + block > 0) tile.from(Start.CONTINUE);
                arithmetic.multiply(tile.relu(relu && s + 1 == stretches && block + 1 == blocks));
            }
        }
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
