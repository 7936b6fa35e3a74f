package dev.nn.simd.product;

import dev.nn.simd.jvm.VectorShape;

/**
 * C = S + A·B for any number of rows, one panel of columns and short sums, by {@code OuterKernel}.
 *
 * <p>Sums that are too long for one pass are continued from C in the next, while a block of rows stays in the level 1
 * cache; they run in the order of k, as everywhere.
 */
public final class OuterProduct {
    /** Up to this depth it is faster than {@link Tiles}. */
    static final int MAX_DEPTH = 10;

    /** Vectors of B that stay in registers. */
    private static final int REGISTERS = Blocking.hasSixteenRegisters() ? 10 : 20;

    /** The deepest kernel for one vector. */
    private static final int DEEPEST = 8;

    /** Rows of C between two passes: 64 of 256 bytes are a quarter to a half of the cache. */
    private static final int ROWS = 64;

    private OuterProduct() {}

    /** Like {@link Tiles#multiply}. */
    static void multiply(
            int rows,
            int width,
            int depth,
            float[] a,
            int ia,
            int aRow,
            int aDepth,
            float[] b,
            int ib,
            int bDepth,
            float[] c,
            int ic,
            int cRow,
            float[] s,
            int is,
            int sRow) {
        int vectors = width / VectorShape.LANES, most = Math.min(DEEPEST, REGISTERS / vectors);
        int passes = (depth + most - 1) / most;
        int block = passes == 1 ? rows : ROWS;
        for (int r = 0; r < rows; r += block) {
            int height = Math.min(block, rows - r), target = ic + r * cRow;
            for (int pass = 0; pass < passes; pass++) {
                int k = depth * pass / passes, terms = depth * (pass + 1) / passes - k;
                boolean first = pass == 0;
                OuterKernel.rows(
                        terms,
                        vectors,
                        height,
                        a,
                        ia + r * aRow + k * aDepth,
                        aRow,
                        aDepth,
                        b,
                        ib + k * bDepth,
                        bDepth,
                        c,
                        target,
                        cRow,
                        first ? s : c,
                        first ? is + r * sRow : target,
                        first ? sRow : cRow);
            }
        }
    }
}
