package dev.nn.simd.convolution;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.PanelLayout;
import dev.nn.simd.product.TileFrame;
import dev.nn.simd.product.TileFrame.Start;
import java.util.Arrays;

/**
 * dW: for each row of W, one number of every window, the sums over all output pixels of it times dZ.
 *
 * <pre>
 * for each block of output pixels          the block's lines of X, packed, are A
 *   for each group
 *     for each panel of NR filters         their columns of dZ, packed, are B
 *       for each tile of rows of W         the micro-kernel with the tables exchanged; later blocks start from dW itself
 * </pre>
 *
 * Blocks depend on the shape alone and follow each other in the order of the pixels. So does every sum, whichever rows are
 * asked for.
 */
final class WeightsConvolution {
    private WeightsConvolution() {}

    /** Floats: packed lines of X and a packed panel of dZ. */
    static int scratch(ConvolutionLayout layout) {
        return layout.windows().floats() + Windows.MOST_PIXELS * Blocking.NR;
    }

    static void convolve(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            ConvolutionLayout layout,
            Rows dz,
            Affine gradient,
            boolean accumulate,
            TileFrame f,
            Arithmetic arithmetic) {
        Windows windows = layout.windows();
        float[] scratch = f.scratch;
        PanelLayout panels = layout.group();
        int pixels = batch * windows.targets(), filters = panels.out(), end;
        for (int run = 0; pixels == 0 && !accumulate && run < layout.runs(); run++) {
            int at = gradient.weights();
            Arrays.fill(gradient.data(), at + layout.run(run, fromRow), at + layout.run(run, toRow), 0f);
        }
        for (int p = 0; p < pixels; p = end) {
            end = windows.end(p, pixels);
            boolean add = accumulate || p > 0;
            for (int g = 0; g < layout.groups(); g++) {
                windows.pack(x, p, end, g * layout.groupChannels(), scratch, 0);
                for (int j = 0; j < filters; j += Blocking.NR) {
                    int width = panels.width(j);
                    int at = gradient.weights() + g * layout.groupSize() + panels.panel(j) + fromRow * width;
                    panel(
                            p,
                            end,
                            fromRow,
                            toRow,
                            g * filters + j,
                            Math.min(width, filters - j),
                            width,
                            layout,
                            dz,
                            gradient.data(),
                            at,
                            add,
                            f,
                            layout.lanes() ? j : 0,
                            arithmetic);
                }
            }
        }
    }

    /** Some rows of a panel of dW += the sums over a block of pixels. */
    private static void panel(
            int p,
            int end,
            int fromRow,
            int toRow,
            int filter,
            int columns,
            int width,
            ConvolutionLayout layout,
            Rows dz,
            float[] dw,
            int at,
            boolean add,
            TileFrame f,
            int lane,
            Arithmetic arithmetic) {
        Windows windows = layout.windows();
        float[] scratch = f.scratch;
        int all = layout.out(), first = p / windows.targets();
        boolean neighbours = dz.stride() == layout.shape().out() || (end - 1) / windows.targets() == first;
        // In place where a panel is all of a row: to copy it would cost as much as a short kernel's multiply-adds.
        boolean inPlace = columns == width && all <= Blocking.NR && neighbours;
        float[] b = inPlace ? dz.data() : scratch;
        int ib = inPlace ? dz.index(first, p % windows.targets() * all + filter) : windows.floats();
        if (!inPlace) pack(p, end, filter, columns, width, layout, dz, scratch, ib);
        f.lanes = layout.lanes();
        f.size(toRow - fromRow, width, end - p)
                .a(scratch, lane, 0, 0)
                .windows(windows.steps, fromRow, windows.pixels, windows.entry(p))
                .b(b, ib, inPlace ? all : width)
                .c(dw, at, width)
                .from(add ? Start.CONTINUE : Start.ZERO);
        arithmetic.multiply(f);
    }

    private static void pack(
            int p, int end, int filter, int columns, int width, ConvolutionLayout layout, Rows dz, float[] to, int at) {
        int targets = layout.windows().targets(), all = layout.out();
        for (int q = p; q < end; q++) {
            int row = at + (q - p) * width;
            System.arraycopy(dz.data(), dz.index(q / targets, q % targets * all + filter), to, row, columns);
            if (columns < width) Arrays.fill(to, row + columns, row + width, 0f);
        }
    }
}
