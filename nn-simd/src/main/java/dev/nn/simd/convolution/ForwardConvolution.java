package dev.nn.simd.convolution;

import static dev.nn.simd.convolution.ConvolutionFrame.endOfImage;
import static dev.nn.simd.convolution.ConvolutionFrame.place;

import dev.nn.activation.Activation;
import dev.nn.activation.Identity;
import dev.nn.activation.Relu;
import dev.nn.kernel.Rows;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.PanelLayout;

/**
 * Y = act(X ∗ W + b).
 *
 * <pre>
 * for each block of output pixels          some lines of X, packed with the zeros around them, are A
 *   for each group
 *     for each panel of NR filters         made floats, if it is in bfloat16
 *       for each run of lines              that see something through the same kernel rows
 *         for each block of KC steps
 *           for each tile of pixels        the micro-kernel; starts from b, in later blocks from Z itself
 *   the activation, unless it is ReLU
 * </pre>
 *
 * The sums have the order of the rows of W, however pixels are cut.
 */
final class ForwardConvolution {
    private ForwardConvolution() {}

    /** Floats: packed lines, and some rows of a partly empty panel; or what lines that aren't packed take. */
    static int scratch(ConvolutionLayout layout) {
        int packed = layout.windows().floats() + Blocking.EDGE_ROWS * Blocking.NR;
        return Math.max(packed, DepthwiseLines.scratch(layout));
    }

    /** With weights in bfloat16: one panel as floats, too. */
    static int halfScratch(ConvolutionLayout layout) {
        return scratch(layout) + Math.multiplyExact(layout.in(), layout.group().width(0));
    }

    /**
     * The pixels {@code from} to {@code to} of Z and Y.
     *
     * @param f z being where the sums go: Y, if nobody wants Z
     * @param activations computes the activation
     */
    static void convolve(int from, int to, Activation activation, Rows y, ConvolutionFrame f, Arithmetic activations) {
        if (DepthwiseLines.serve(f)) DepthwiseLines.convolve(from, to, activation, y, f, activations);
        else packed(from, to, activation, y, f, activations);
    }

    /** Whether an activation is a pass of its own, behind the sums. */
    static boolean isPass(Activation activation) {
        return !(activation instanceof Relu) && !(activation instanceof Identity);
    }

    /** The same by blocks of packed lines, for any convolution. */
    static void packed(int from, int to, Activation activation, Rows y, ConvolutionFrame f, Arithmetic activations) {
        ConvolutionLayout layout = f.layout;
        Windows windows = layout.windows();
        Rows z = f.z;
        boolean relu = activation instanceof Relu, more = isPass(activation);
        int out = layout.shape().out(), filters = layout.out();
        boolean dense = z.stride() == out && y.stride() == out;
        int end;
        for (int p = from; p < to; p = end) {
            end = windows.end(p, to);
            for (int g = 0; g < layout.groups(); g++) {
                f.source(windows, f.x, p, end, g * layout.groupChannels());
                f.from = p;
                f.to = end;
                group(g, dense, relu, f);
            }
            for (int q = p, next; more && q < end; q = next) {
                next = dense ? end : endOfImage(q, end, windows);
                int at = place(q, windows, z, filters), yi = place(q, windows, y, filters), n = (next - q) * filters;
                activations.activate(activation, z.data(), at, y.data(), yi, n, f.scratch());
            }
        }
    }

    /**
     * Z of the block's pixels for the filters of one group.
     *
     * @param dense whether images of Z follow each other without gaps
     */
    private static void group(int g, boolean dense, boolean relu, ConvolutionFrame f) {
        PanelLayout panels = f.layout.group();
        Windows windows = f.layout.windows();
        int filters = panels.out(), free = scratch(f.layout);
        Runs runs = f.runs;
        for (int j = 0; j < filters; j += Blocking.NR) {
            int panel = f.panel(g, j, free);
            runs.start(windows, f.from, f.to, true, dense);
            while (runs.next()) {
                if (j + panels.width(j) <= filters) sums(g, j, panel, relu, f);
                else edge(g, j, panel, relu, f);
            }
        }
    }

    /** A run of target pixels in a panel. */
    private static void sums(int g, int j, int panel, boolean relu, ConvolutionFrame f) {
        Windows windows = f.layout.windows();
        Runs runs = f.runs;
        int filter = g * f.layout.group().out() + j, stride = f.layout.out();
        f.tile.c(f.z.data(), place(runs.pixel, windows, f.z, stride) + filter, runs.apart * stride)
                .fromBias(f.bias, f.firstBias + filter);
        f.multiply(0, runs.count, lane(j, f), f.w, panel, f.layout.group().width(j), relu);
    }

    /** The same where the panel has columns that are padding: through scratch memory. */
    private static void edge(int g, int j, int panel, boolean relu, ConvolutionFrame f) {
        Windows windows = f.layout.windows();
        Runs runs = f.runs;
        PanelLayout panels = f.layout.group();
        int width = panels.width(j), filter = g * panels.out() + j, stride = f.layout.out(), sums = windows.floats();
        int at = place(runs.pixel, windows, f.z, stride) + filter;
        for (int r = 0; r < runs.count; r += Blocking.EDGE_ROWS) {
            int rows = Math.min(Blocking.EDGE_ROWS, runs.count - r);
            f.tile.c(f.scratch(), sums, width).fromBias(f.bias, f.firstBias + filter);
            f.multiply(r, rows, lane(j, f), f.w, panel, width, relu);
            for (int i = 0; i < rows; i++) {
                int to = at + (r + i) * runs.apart * stride;
                System.arraycopy(f.scratch(), sums + i * width, f.z.data(), to, panels.out() - j);
            }
        }
    }

    /** The column of A that is the first: that of the filter, where each channel has one of its own. */
    private static int lane(int j, ConvolutionFrame f) {
        return f.layout.lanes() ? j : 0;
    }
}
