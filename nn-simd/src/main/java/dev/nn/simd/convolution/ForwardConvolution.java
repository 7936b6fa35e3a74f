package dev.nn.simd.convolution;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import dev.nn.activation.Identity;
import dev.nn.activation.Relu;
import dev.nn.kernel.Affine;
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
 *     for each block of KC steps
 *       for each panel of NR filters
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

    static void convolve(
            int fromPixel,
            int toPixel,
            Rows x,
            ConvolutionLayout layout,
            Affine parameters,
            Activation activation,
            Rows z,
            Rows y,
            TileFrame f,
            Arithmetic products,
            Arithmetic activations) {
        Windows windows = layout.windows();
        float[] scratch = f.scratch;
        Rows sums = activation.saved() == Saved.INPUT ? z : y;
        boolean relu = activation instanceof Relu, more = !relu && !(activation instanceof Identity);
        int out = layout.shape().out(), filters = layout.out();
        boolean dense = sums.stride() == out && y.stride() == out;
        int end;
        for (int p = fromPixel; p < toPixel; p = end) {
            end = windows.end(p, toPixel);
            for (int g = 0; g < layout.groups(); g++) {
                windows.pack(x, p, end, g * layout.groupChannels(), scratch, 0);
                for (int q = p, next; q < end; q = next) {
                    next = dense ? end : endOfImage(q, end, windows);
                    int entry = windows.entry(p) + q - p;
                    group(
                            next - q,
                            entry,
                            g,
                            layout,
                            parameters,
                            sums,
                            place(q, windows, sums, filters),
                            relu,
                            f,
                            products);
                }
            }
            for (int q = p, next; more && q < end; q = next) {
                next = dense ? end : endOfImage(q, end, windows);
                int from = place(q, windows, sums, filters),
                        to = place(q, windows, y, filters),
                        n = (next - q) * filters;
                activations.activate(activation, sums.data(), from, y.data(), to, n, scratch, 0);
            }
        }
    }

    private static int endOfImage(int pixel, int end, Windows windows) {
        return Math.min(end, (pixel / windows.targets() + 1) * windows.targets());
    }

    private static int place(int pixel, Windows windows, Rows images, int filters) {
        return images.index(pixel / windows.targets(), pixel % windows.targets() * filters);
    }

    /** Z of some pixels, one behind the other from {@code at} on, for the filters of one group. */
    private static void group(
            int pixels,
            int entry,
            int g,
            ConvolutionLayout layout,
            Affine parameters,
            Rows z,
            int at,
            boolean relu,
            TileFrame f,
            Arithmetic arithmetic) {
        PanelLayout panels = layout.group();
        float[] scratch = f.scratch;
        int depth = panels.in(), filters = panels.out(), first = g * filters, stride = layout.out();
        float[] w = parameters.data(), c = z.data();
        int weights = parameters.weights() + g * layout.groupSize(), bias = parameters.bias() + first;
        int edge = filters % Blocking.LINE == 0 ? filters : filters / Blocking.NR * Blocking.NR;
        int kc = arithmetic.blockLength(), blocks = (depth + kc - 1) / kc;
        Windows windows = layout.windows();
        for (int block = 0; block < blocks; block++) {
            int k = (int) ((long) depth * block / blocks), terms = (int) ((long) depth * (block + 1) / blocks) - k;
            for (int j = 0; j < edge; j += Blocking.NR) {
                int width = panels.width(j), to = at + first + j;
                f.lanes = layout.lanes();
                f.size(pixels, width, terms)
                        .a(scratch, layout.lanes() ? j : 0, 0, 0)
                        .windows(windows.pixels, entry, windows.steps, k)
                        .b(w, weights + panels.panel(j) + k * width, width)
                        .c(c, to, stride);
                if (block == 0) f.fromBias(w, bias + j);
                else f.from(Start.CONTINUE);
                arithmetic.multiply(f.relu(relu && block + 1 == blocks));
            }
        }
        if (edge == filters) return;
        int sums = windows.floats(), width = panels.width(edge), columns = filters - edge;
        for (int r = 0; r < pixels; r += Blocking.EDGE_ROWS) {
            int rows = Math.min(Blocking.EDGE_ROWS, pixels - r);
            f.lanes = layout.lanes();
            f.size(rows, width, depth)
                    .a(scratch, layout.lanes() ? edge : 0, 0, 0)
                    .windows(windows.pixels, entry + r, windows.steps, 0)
                    .b(w, weights + panels.panel(edge), width)
                    .c(scratch, sums, width)
                    .fromBias(w, bias + edge)
                    .relu(relu);
            arithmetic.multiply(f);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(scratch, sums + i * width, c, at + (r + i) * stride + first + edge, columns);
            }
        }
    }
}
