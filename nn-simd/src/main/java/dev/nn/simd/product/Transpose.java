package dev.nn.simd.product;

import dev.nn.simd.jvm.VectorShape;

/** The transposition of a block of W from its panels, which dX = dZ·Wᵀ needs. */
public final class Transpose {
    private static final int L = VectorShape.LANES;

    /** Floats of W that the level 2 cache holds. */
    private static final int CACHED = 256 * 1024;

    /** Where {@link #touch} leaves what it has read, so that the reading is not optimised away. */
    @SuppressWarnings({"UnusedVariable", "NonFinalStaticField"})
    private static float touched;

    private Transpose() {}

    /**
     * Writes W[row + r][column + c] to {@code to[at + c * width + r]} for r below {@code rows} and c below {@code columns},
     * where {@code width} is {@code rows} rounded up to whole lines; zero for r from {@code rows} to {@code width}. What
     * lies between the columns and the next multiple of the vector length may be overwritten too.
     *
     * @param weights index of the first weight in w
     * @param column first column, a multiple of NR
     */
    public static void block(
            PanelLayout layout,
            float[] w,
            int weights,
            int row,
            int rows,
            int column,
            int columns,
            float[] to,
            int at) {
        assert column % Blocking.NR == 0 : "column " + column + " does not begin a panel";
        int whole = rows / L * L, width = Blocking.padded(rows);
        boolean far = layout.size() > CACHED;
        for (int j = 0; j < columns; j += Blocking.NR) {
            int panelWidth = layout.width(column + j), wide = Math.min(Blocking.NR, columns - j);
            int from = weights + layout.panel(column + j) + row * panelWidth;
            // The padding of a panel is whole vectors: squares may reach into it.
            int squares = (wide + L - 1) / L;
            if (far) touch(w, from, rows * panelWidth);
            for (int r = 0; r < whole; r += L) {
                SquareTranspose.transpose(squares, w, from + r * panelWidth, panelWidth, to, at + j * width + r, width);
            }
            if (whole < rows) rest(w, from, panelWidth, whole, rows, wide, to, at + j * width, width);
        }
    }

    /**
     * Reads a float of each cache line, from front to back: squares are read in an order that no prefetcher foresees,
     * and wait for the memory four times as long as this takes. Four sums, because one would wait for each addition.
     * Sixteen rows at a time were slower than a panel's 64, the next panel's or four panels' no faster.
     */
    private static void touch(float[] w, int from, int length) {
        int to = Math.min(w.length - 4 * Blocking.LINE, from + length);
        float a = 0, b = 0, c = 0, d = 0;
        for (int i = from; i < to; i += 4 * Blocking.LINE) {
            a += w[i];
            b += w[i + Blocking.LINE];
            c += w[i + 2 * Blocking.LINE];
            d += w[i + 3 * Blocking.LINE];
        }
        touched = a + b + c + d;
    }

    /** The rows that fill no vector, and the zeros behind them. */
    private static void rest(
            float[] w, int from, int panelWidth, int row, int rows, int columns, float[] to, int at, int width) {
        for (int c = 0; c < columns; c++) {
            int target = at + c * width;
            for (int r = row; r < rows; r++) to[target + r] = w[from + r * panelWidth + c];
            for (int r = rows; r < width; r++) to[target + r] = 0;
        }
    }
}
