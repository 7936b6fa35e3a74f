package dev.nn.simd.product;

import dev.nn.kernel.WeightLayout;

/**
 * Weights in panels: NR columns of W side by side, row after row, then the next NR columns.
 *
 * <pre>
 *   W, in × out                          in memory
 *   +--------+--------+----+             panel 0: row 0 (NR floats), row 1, … row in−1
 *   |panel 0 |panel 1 | 2  |             panel 1: row 0 (NR floats), …
 *   |        |        |    |             panel 2: row 0 (out − 2·NR floats, rounded up to 16), …
 *   +--------+--------+----+
 *    NR       NR       rest
 * </pre>
 *
 * The micro-kernel reads a panel from front to back, so nothing is packed when a network runs or trains. The columns
 * added to the last panel are padding: zero weights.
 */
public record PanelLayout(int in, int out) implements WeightLayout {
    public PanelLayout {
        WeightLayout.requireSize(in, out, in * Blocking.paddedLong(out));
    }

    @Override
    public int size() {
        return in * Blocking.padded(out);
    }

    @Override
    public int biasSize() {
        return Blocking.padded(out);
    }

    @Override
    public int index(int row, int column) {
        int panel = column / Blocking.NR * Blocking.NR;
        return panel(panel) + row * width(panel) + column - panel;
    }

    @Override
    public void pack(float[] rowMajor, int from, float[] packed, int to) {
        for (int j = 0; j < out; j += Blocking.NR) {
            int width = width(j), columns = Math.min(width, out - j);
            for (int i = 0; i < in; i++) {
                System.arraycopy(rowMajor, from + i * out + j, packed, to + panel(j) + i * width, columns);
            }
        }
    }

    @Override
    public void unpack(float[] packed, int from, float[] rowMajor, int to) {
        for (int j = 0; j < out; j += Blocking.NR) {
            int width = width(j), columns = Math.min(width, out - j);
            for (int i = 0; i < in; i++) {
                System.arraycopy(packed, from + panel(j) + i * width, rowMajor, to + i * out + j, columns);
            }
        }
    }

    @Override
    public int runs() {
        return (out + Blocking.NR - 1) / Blocking.NR;
    }

    @Override
    public int run(int run, int row) {
        return panel(run * Blocking.NR) + row * width(run * Blocking.NR);
    }

    /** First column of the panel that holds padding, or {@code out} if none does. */
    int edge() {
        return out % Blocking.LINE == 0 ? out : out / Blocking.NR * Blocking.NR;
    }

    /** Index of the panel that begins with column {@code column}, a multiple of NR. */
    public int panel(int column) {
        return column * in;
    }

    /** Floats in a row of the panel that begins with column {@code column}: NR, or in the last a multiple of 16. */
    public int width(int column) {
        return Math.min(Blocking.NR, Blocking.padded(out - column));
    }
}
