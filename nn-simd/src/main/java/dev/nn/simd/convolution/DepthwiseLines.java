package dev.nn.simd.convolution;

import static dev.nn.simd.convolution.ConvolutionFrame.endOfImage;

import dev.nn.activation.Activation;
import dev.nn.activation.Relu;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.Rows;
import dev.nn.simd.function.ActivationEpilogues;
import dev.nn.simd.jvm.VectorWidth;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.LinePair;
import dev.nn.simd.product.PanelLayout;
import java.util.Arrays;

/**
 * Depthwise convolutions with 3×3 kernels that keep the size of the image, forward and dX: the source is read where it is.
 *
 * <pre>
 * for each image
 *   for each two lines of the target       the last two overlap those before if need be
 *     for each tile of columns
 *       for each vector of channels        the kernel
 *     the activation, unless it is ReLU
 * </pre>
 *
 * To pack lines first, as other convolutions do, would take most of the time: there are no more than nine products for each
 * number. The sums have the same order, and the same zeros take part.
 */
final class DepthwiseLines {
    private static final int KERNEL = 3, PLACES = KERNEL * KERNEL;

    /** Where the scratch memory has the weights. */
    private static final int WEIGHTS = ActivationEpilogues.SCRATCH;

    private DepthwiseLines() {}

    /** Floats: weights twice, and what activations use while these are needed. */
    static int scratch(ConvolutionLayout layout) {
        int channels = layout.out();
        return serve(layout.shape()) ? WEIGHTS + LinePair.floats(channels) + PLACES * channels : 0;
    }

    /** Whether it is for these operands. */
    static boolean serve(ConvolutionFrame f) {
        return serve(f.layout.shape()) && f.arithmetic.hasLinePairs();
    }

    /** Whether it is for these convolutions. */
    static boolean serve(ConvolutionShape s) {
        boolean three = s.kernelHeight() == KERNEL && s.kernelWidth() == KERNEL;
        boolean dense = Math.max(s.strideHeight(), s.strideWidth()) == 1
                && Math.max(s.dilationHeight(), s.dilationWidth()) == 1;
        boolean around = s.top() == 1 && s.left() == 1 && s.bottom() == 1 && s.right() == 1;
        boolean large = s.height() >= KERNEL && s.width() >= LinePair.LEAST_WIDTH && s.channels() >= VectorWidth.LANES;
        return s.isDepthwise() && three && dense && around && large;
    }

    /** The pixels {@code from} to {@code to} of Z and Y: what is left of lines is packed. */
    static void convolve(int from, int to, Activation activation, Rows y, ConvolutionFrame f, Arithmetic activations) {
        Windows windows = f.layout.windows();
        int width = windows.targetColumns();
        for (int p = from, next; p < to; p = next) {
            next = endOfImage(p, to, windows);
            int image = p - p % windows.targets(),
                    top = top(p - image, width),
                    bottom = bottom(top, next - image, width);
            ForwardConvolution.packed(p, Math.min(next, image + top * width), activation, y, f, activations);
            ForwardConvolution.packed(Math.max(p, image + bottom * width), next, activation, y, f, activations);
        }
        f.pair.size(width, f.layout.out(), true).weights(f.scratch(), WEIGHTS, activation instanceof Relu);
        weights(true, f);
        boolean more = ForwardConvolution.isPass(activation);
        for (int p = from, next; p < to; p = next) {
            next = endOfImage(p, to, windows);
            int i = p / windows.targets(), image = i * windows.targets(), top = top(p - image, width);
            int bottom = bottom(top, next - image, width), n = 2 * width * f.layout.out();
            for (int line = top; line < bottom; line += 2) {
                int row = Math.min(line, bottom - 2), at = row * width * f.layout.out(), z = f.z.index(i, at);
                pair(row, f.x, f.x.index(i, at), f.z, z, f);
                if (more) activations.activate(activation, f.z.data(), z, y.data(), y.index(i, at), n, f.scratch());
            }
        }
    }

    /** The first line that begins behind this pixel of an image. */
    private static int top(int pixel, int width) {
        return (pixel + width - 1) / width;
    }

    /** The end of the lines that end before this pixel; {@code top} if there are fewer than two. */
    private static int bottom(int top, int pixel, int width) {
        return pixel / width - top < 2 ? top : pixel / width;
    }

    /** dX of the images {@code from} to {@code to}: each sum walks from the last pixel to the first, the lines don't. */
    static void convolveInput(int from, int to, ConvolutionFrame f) {
        int height = f.layout.shape().height(), width = f.layout.shape().width(), channels = f.layout.out();
        f.pair.size(width, channels, false).weights(f.scratch(), WEIGHTS, false);
        weights(false, f);
        for (int i = from; i < to; i++) {
            for (int line = height - 2; line > -2; line -= 2) {
                int row = Math.max(line, 0), at = ((height - row) * width - 1) * channels;
                pair(row, f.z, f.z.index(i, at), f.x, f.x.index(i, at), f);
            }
        }
    }

    /** The two lines from {@code row} on, in the order in which images are walked through. */
    private static void pair(int row, Rows from, int a, Rows to, int c, ConvolutionFrame f) {
        f.pair.lines(
                from.data(),
                a,
                to.data(),
                c,
                row == 0,
                row + 2 == f.layout.shape().height());
        f.arithmetic.multiplyPair(f.pair);
    }

    /**
     * Copies the weights into the scratch memory behind that of activations, vector by vector of channels; first row by row,
     * from their panels.
     */
    private static void weights(boolean bias, ConvolutionFrame f) {
        PanelLayout panels = f.layout.group();
        float[] scratch = f.scratch();
        int channels = panels.out(), rows = WEIGHTS + LinePair.floats(channels);
        int free = ForwardConvolution.scratch(f.layout);
        for (int j = 0; j < channels; j += Blocking.NR) {
            int panel = f.panel(0, j, free), width = panels.width(j), columns = Math.min(width, channels - j);
            for (int k = 0; k < PLACES; k++) {
                System.arraycopy(f.w, panel + k * width, scratch, rows + k * channels + j, columns);
            }
        }
        for (int k = 0; k < PLACES; k++) f.pair.copy(k, scratch, rows + k * channels);
        if (!bias) Arrays.fill(scratch, rows, rows + channels, 0f);
        f.pair.copy(PLACES, bias ? f.bias : scratch, bias ? f.firstBias : rows);
    }
}
