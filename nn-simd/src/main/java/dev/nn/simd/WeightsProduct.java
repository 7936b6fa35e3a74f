package dev.nn.simd;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;

/**
 * dW = Xᵀ·dZ, in the panels of the weights.
 *
 * <pre>
 * for each block of at most KC rows of the batch
 *   for each panel of NR outputs           its columns of dZ, packed, are B
 *     for each tile of inputs              the micro-kernel, reading X by column; sums over the rows
 * </pre>
 *
 * Down a column, row follows row at the distance of the stride: from 4 KiB on each is a page of its own, and neither the
 * prefetcher nor the first level of the TLB keeps up. So B is packed, which costs one copied vector for every tile's
 * worth of multiply-adds. X is packed only where it stays in no level 2 cache and each panel would fetch it anew: then
 * {@link #MC} of its columns at a time, for {@link #NC} packed outputs. Where it does stay, four neighbouring columns
 * share their cache lines, and packing it costs more than it gains.
 */
final class WeightsProduct {
    /** Floats of X that the level 2 cache holds well enough. */
    private static final int CACHED = 600_000;

    /** Inputs packed at a time. */
    private static final int MC = 128;

    /** Outputs packed at a time where inputs are packed too. */
    private static final int NC = 16 * Blocking.NR;

    private WeightsProduct() {}

    /** Floats: packed columns of dZ and of X. */
    static int scratch(int batch, PanelLayout layout) {
        int rows = Math.min(batch, Blocking.KC);
        return rows * (packed(rows, layout) ? Math.min(NC, Blocking.padded(layout.out())) + MC : Blocking.NR);
    }

    private static boolean packed(int rows, PanelLayout layout) {
        return (long) rows * layout.in() > CACHED;
    }

    static void multiply(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            Rows dz,
            PanelLayout layout,
            Affine gradient,
            boolean accumulate,
            float[] scratch) {
        int blocks = Math.max(1, (batch + Blocking.KC - 1) / Blocking.KC);
        for (int block = 0; block < blocks; block++) {
            int r = block * Blocking.KC, rows = Math.min(Blocking.KC, batch - r);
            block(r, rows, fromRow, toRow, x, dz, layout, gradient, accumulate || block > 0, scratch);
        }
    }

    /** The sums over {@code rows} rows of the batch from row r on. */
    private static void block(
            int r,
            int rows,
            int fromRow,
            int toRow,
            Rows x,
            Rows dz,
            PanelLayout layout,
            Affine gradient,
            boolean add,
            float[] scratch) {
        boolean packed = packed(rows, layout);
        int out = layout.out(), nc = packed ? NC : Blocking.NR, mc = packed ? MC : Math.max(1, toRow - fromRow);
        for (int n = 0; n < out; n += nc) {
            int toColumn = Math.min(out, n + nc);
            Packing.panels(r, rows, dz, n, toColumn, Blocking.NR, scratch, 0);
            int inputs = rows * Blocking.padded(toColumn - n);
            for (int i = fromRow; i < toRow; i += mc) {
                int columns = Math.min(mc, toRow - i), padded = Blocking.padded(columns);
                float[] a = packed ? scratch : x.data();
                int ia = packed ? inputs : x.index(r, i), aDepth = packed ? padded : x.stride();
                if (packed) Packing.copyPadded(rows, columns, x.data(), x.index(r, i), x.stride(), a, ia, padded);
                for (int j = n; j < toColumn; j += Blocking.NR) {
                    int width = layout.width(j), at = gradient.weights() + layout.panel(j) + i * width;
                    Product.multiply(
                            columns,
                            width,
                            rows,
                            a,
                            ia,
                            1,
                            aDepth,
                            scratch,
                            (j - n) * rows,
                            width,
                            gradient.data(),
                            at,
                            width,
                            add ? gradient.data() : Tiles.ZEROS,
                            add ? at : 0,
                            add ? width : 0);
                }
            }
        }
    }
}
