package dev.nn.simd.convolution;

import static dev.nn.simd.convolution.ConvolutionFrame.place;

import dev.nn.kernel.Rows;
import dev.nn.simd.product.Blocking;
import java.util.Arrays;

/**
 * The sums of one line of columns, where a line of the source meets all rows of the kernel at once.
 *
 * <pre>
 * for each line of the source               in the order in which a line of the target meets them
 *   for each five rows of the kernel        they lead to as many lines of the target
 *     for each tile of pixels               the micro-kernel; continues from what is there
 * </pre>
 *
 * So each sum still has the order of kernel rows, kernel columns and channels.
 */
final class LineSums {
    private LineSums() {}

    /**
     * Whether it is for these windows.
     *
     * @param columns what is computed of a pixel, whole lines of 16
     */
    static boolean serves(Windows windows, int columns, ConvolutionFrame f) {
        boolean narrow = columns == Blocking.LINE && !f.layout.lanes() && f.arithmetic.mostLines() > 0;
        return narrow && windows.haveLines() && windows.kernelRows() > 1 && windows.rowSteps() >= Blocking.LINE;
    }

    /** Weights that lie kernel row by kernel row, a line for each step, with the rows side by side: from, to. */
    static void interleave(Windows windows, float[] w, int from, int to) {
        int rows = windows.kernelRows(), steps = windows.rowSteps();
        for (int k = 0; k < rows * steps; k++) {
            int at = to + (k % steps * rows + k / steps) * Blocking.LINE;
            System.arraycopy(w, from + k * Blocking.LINE, w, at, Blocking.LINE);
        }
    }

    /**
     * The target pixels p to end, a packed block's, whole lines.
     *
     * @param b where the interleaved weights are in the scratch memory
     * @param c the target, {@code stride} floats a pixel, of which those from {@code column} on are computed
     */
    static void block(Windows windows, int p, int end, int b, Rows c, int stride, int column, ConvolutionFrame f) {
        for (int q = p; q < end; q++) {
            int at = place(q, windows, c, stride) + column;
            Arrays.fill(c.data(), at, at + Blocking.LINE, 0f);
        }
        int width = windows.targetColumns(), most = f.arithmetic.mostLines();
        for (int q = p, next; q < end; q = next) {
            next = ConvolutionFrame.endOfImage(q, end, windows);
            int entry = windows.entry(p) + q - p, top = q % windows.targets() / width;
            int bottom = top + (next - q) / width;
            for (int n = 0; n < windows.sourceRows(top, bottom); n++) {
                int source = windows.sourceRow(n, top, bottom);
                if (!windows.isInside(source)) continue;
                int from = windows.kernelRow(source, 0, top, bottom);
                int to = windows.endOfKernelRows(source, from, top, bottom);
                for (int i = from, rows; i < to; i += rows) {
                    int tiles = (to - i + most - 1) / most;
                    rows = (to - i) / tiles;
                    int row = windows.targetRow(source, i), line = (row - top) * width;
                    int apart = rows > 1 ? windows.targetRow(source, i + 1) - row : 0;
                    f.tile.size(width, rows * Blocking.LINE, windows.rowSteps())
                            .a(f.a, f.ia, 0, 0)
                            .windows(windows.pixels, entry + line, windows.steps, i * windows.rowSteps())
                            .b(f.scratch(), b + i * Blocking.LINE, windows.kernelRows() * Blocking.LINE)
                            .c(c.data(), place(q + line, windows, c, stride) + column, stride)
                            .lines(apart * width * stride);
                    f.arithmetic.multiplyLines(f.tile);
                }
            }
        }
    }
}
