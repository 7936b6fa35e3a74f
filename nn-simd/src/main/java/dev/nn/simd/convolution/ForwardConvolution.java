package dev.nn.simd.convolution;

import static dev.nn.simd.convolution.ConvolutionFrame.endOfImage;
import static dev.nn.simd.convolution.ConvolutionFrame.place;

import dev.nn.activation.Activation;
import dev.nn.activation.Identity;
import dev.nn.activation.Relu;
import dev.nn.kernel.Rows;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.PanelLayout;
import dev.nn.simd.product.TileFrame;
import dev.nn.simd.product.TileFrame.Start;

/**
 * Y = act(X ∗ W + b).
 *
 * <pre>
 * for each block of output pixels          some lines of X, packed with the zeros around them, are A
 *   for each group
 *     for each panel of NR filters         made floats, if it is in bfloat16
 *       for each block of KC steps
 *         for each tile of pixels          the micro-kernel; starts from b, in later blocks from Z itself
 *   the activation, unless it is ReLU
 * </pre>
 *
 * The sums have the order of the rows of W, however pixels are cut.
 */
final class ForwardConvolution {
    private ForwardConvolution() {}

    /** Floats: packed lines, and some rows of a partly empty panel. */
    static int scratch(ConvolutionLayout layout) {
        return layout.windows().floats() + Blocking.EDGE_ROWS * Blocking.NR;
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
        ConvolutionLayout layout = f.layout;
        Windows windows = layout.windows();
        Rows z = f.z;
        boolean relu = activation instanceof Relu, more = !relu && !(activation instanceof Identity);
        int out = layout.shape().out(), filters = layout.out();
        boolean dense = z.stride() == out && y.stride() == out;
        int end;
        for (int p = from; p < to; p = end) {
            end = windows.end(p, to);
            for (int g = 0; g < layout.groups(); g++) {
                f.source(windows, f.x, p, end, g * layout.groupChannels());
                for (int q = p, next; q < end; q = next) {
                    next = dense ? end : endOfImage(q, end, windows);
                    group(next - q, windows.entry(p) + q - p, g, place(q, windows, z, filters), relu, f);
                }
            }
            for (int q = p, next; more && q < end; q = next) {
                next = dense ? end : endOfImage(q, end, windows);
                int at = place(q, windows, z, filters), yi = place(q, windows, y, filters), n = (next - q) * filters;
                activations.activate(activation, z.data(), at, y.data(), yi, n, f.scratch());
            }
        }
    }

    /** Z of some pixels, one behind the other from {@code at} on, for the filters of one group. */
    private static void group(int pixels, int entry, int g, int at, boolean relu, ConvolutionFrame f) {
        ConvolutionLayout layout = f.layout;
        PanelLayout panels = layout.group();
        TileFrame tile = f.tile;
        float[] scratch = f.scratch(), w = f.w, c = f.z.data();
        int depth = panels.in(), filters = panels.out(), first = g * filters, stride = layout.out();
        int bias = f.firstBias + first, free = scratch(layout);
        int edge = filters % Blocking.LINE == 0 ? filters : filters / Blocking.NR * Blocking.NR;
        int kc = f.arithmetic.blockLength(), blocks = (depth + kc - 1) / kc;
        Windows windows = layout.windows();
        for (int j = 0; j < edge; j += Blocking.NR) {
            int width = panels.width(j), to = at + first + j, panel = f.panel(g, j, free);
            for (int block = 0; block < blocks; block++) {
                int k = (int) ((long) depth * block / blocks), terms = (int) ((long) depth * (block + 1) / blocks) - k;
                tile.size(pixels, width, terms)
                        .a(f.a, f.ia + (layout.lanes() ? j : 0), 0, 0)
                        .windows(windows.pixels, entry, windows.steps, k)
                        .b(w, panel + k * width, width)
                        .c(c, to, stride);
                if (block == 0) tile.fromBias(f.bias, bias + j);
                else tile.from(Start.CONTINUE);
                f.arithmetic.multiply(tile.relu(relu && block + 1 == blocks));
            }
        }
        if (edge == filters) return;
        int sums = windows.floats(),
                width = panels.width(edge),
                columns = filters - edge,
                panel = f.panel(g, edge, free);
        for (int r = 0; r < pixels; r += Blocking.EDGE_ROWS) {
            int rows = Math.min(Blocking.EDGE_ROWS, pixels - r);
            tile.size(rows, width, depth)
                    .a(f.a, f.ia + (layout.lanes() ? edge : 0), 0, 0)
                    .windows(windows.pixels, entry + r, windows.steps, 0)
                    .b(w, panel, width)
                    .c(scratch, sums, width)
                    .fromBias(f.bias, bias + edge)
                    .relu(relu);
            f.arithmetic.multiply(tile);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(scratch, sums + i * width, c, at + (r + i) * stride + first + edge, columns);
            }
        }
    }
}
