package dev.nn.simd.convolution;

import static dev.nn.simd.convolution.ConvolutionFrame.place;

import dev.nn.kernel.Rows;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.PanelLayout;
import dev.nn.simd.product.TileFrame.Start;
import java.util.Arrays;

/**
 * dW: for each row of W, one number of every window, the sums over all output pixels of it times dZ.
 *
 * <pre>
 * for each block of output pixels          the block's lines of X, packed, are A
 *   for each group
 *     for each panel of NR filters         their columns of dZ, packed, are B
 *       for each run of kernel rows        that see something from the same pixels
 *         for each tile of rows of W       the micro-kernel with the tables exchanged; later blocks start from dW itself
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

    /** The rows {@code fromRow} to {@code toRow} of dW; {@code f} has the gradient as its parameters. */
    static void convolve(int batch, int fromRow, int toRow, boolean accumulate, ConvolutionFrame f) {
        ConvolutionLayout layout = f.layout;
        Windows windows = layout.windows();
        int pixels = batch * windows.targets(), at = f.parameters.weights();
        for (int run = 0; pixels == 0 && !accumulate && run < layout.runs(); run++) {
            Arrays.fill(f.parameters.data(), at + layout.run(run, fromRow), at + layout.run(run, toRow), 0f);
        }
        for (f.from = 0; f.from < pixels; f.from = f.to) {
            f.to = windows.end(f.from, pixels);
            Start start = accumulate || f.from > 0 ? Start.CONTINUE : Start.ZERO;
            for (int g = 0; g < layout.groups(); g++) {
                f.source(windows, f.x, f.from, f.to, g * layout.groupChannels());
                for (int j = 0; j < layout.group().out(); j += Blocking.NR) panel(fromRow, toRow, g, j, start, f);
            }
        }
    }

    /** Some rows of a panel of dW += the sums over a block of pixels. */
    private static void panel(int fromRow, int toRow, int g, int j, Start start, ConvolutionFrame f) {
        ConvolutionLayout layout = f.layout;
        Windows windows = layout.windows();
        PanelLayout panels = layout.group();
        Rows dz = f.z;
        int width = panels.width(j), columns = Math.min(width, panels.out() - j), filter = g * panels.out() + j;
        int all = layout.out();
        boolean neighbours =
                dz.stride() == layout.shape().out() || (f.to - 1) / windows.targets() == f.from / windows.targets();
        // In place where a panel is all of a row: to copy it would cost as much as a short kernel's multiply-adds.
        boolean inPlace = columns == width && all <= Blocking.NR && neighbours;
        if (!inPlace) pack(filter, columns, width, f);
        float[] b = inPlace ? dz.data() : f.scratch(), dw = f.parameters.data();
        int ib = inPlace ? place(f.from, windows, dz, all) + filter : windows.floats(), bDepth = inPlace ? all : width;
        int at = f.parameters.weights() + g * layout.groupSize() + panels.panel(j);
        for (int row = fromRow, next; row < toRow; row = next) {
            int kernelRow = row / windows.rowSteps();
            int first = windows.firstSeen(kernelRow, f.from, f.to), end = windows.endSeen(kernelRow, f.from, f.to);
            next = windows.endOfLike(kernelRow, f.from, f.to, toRow);
            int to = at + row * width;
            if (first == end) {
                if (start == Start.ZERO) Arrays.fill(dw, to, at + next * width, 0f);
                continue;
            }
            f.tile.size(next - row, width, end - first)
                    .a(f.a, f.ia + (layout.lanes() ? j : 0), 0, 0)
                    .windows(windows.steps, row, windows.pixels, windows.entry(f.from) + first - f.from)
                    .b(b, ib + (first - f.from) * bDepth, bDepth)
                    .c(dw, to, width)
                    .from(start);
            f.arithmetic.multiply(f.tile);
        }
    }

    /** Some columns of dZ, the block's pixels one below the other, behind the packed lines. */
    private static void pack(int filter, int columns, int width, ConvolutionFrame f) {
        Windows windows = f.layout.windows();
        float[] to = f.scratch();
        int row = windows.floats();
        for (int q = f.from; q < f.to; q++, row += width) {
            int at = place(q, windows, f.z, f.layout.out()) + filter;
            System.arraycopy(f.z.data(), at, to, row, columns);
            if (columns < width) Arrays.fill(to, row + columns, row + width, 0f);
        }
    }
}
