package dev.nn.simd.product;

import dev.nn.simd.jvm.VectorShape;

/**
 * The loop around the micro-kernel: C = S + A·B for any number of rows and one panel of columns.
 *
 * <p>The rows are cut into as few tiles as possible, of nearly equal height: 5 rows are 3 + 2, not 4 + 1, because a tile
 * of one row can't hide the latency of its multiply-adds.
 */
final class Tiles {
    /** Where sums start that start at nothing; never written, and by the micro-kernels not read unless ReLU follows. */
    static final float[] ZEROS = new float[4 * 16];

    /** Vectors of C in a tile, of the registers that vector code has. */
    private static final int ACCUMULATORS = Blocking.hasSixteenRegisters() ? 8 : 16;

    private Tiles() {}

    /** The largest number of rows of a tile of so many vectors, of which there are kernels for up to {@code max}. */
    static int mostRows(int max, int vectors) {
        return Math.min(max, ACCUMULATORS / vectors);
    }

    /**
     * @param rows of A and C
     * @param width columns of B and C, whole vectors, at most NR
     * @param depth columns of A, rows of B
     * @param a A[r][k] is a[ia + r·aRow + k·aDepth]
     * @param b B[k][j] is b[ib + k·bDepth + j]
     * @param c C[r][j] is c[ic + r·cRow + j]
     * @param s S[r][j] is s[is + r·sRow + j]: with step 0 the same row for all, like a bias
     * @param relu whether C is max(0, S + A·B)
     */
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
            int sRow,
            boolean relu) {
        int vectors = width / VectorShape.LANES;
        int most = mostRows(MicroKernel.maxRows(vectors), vectors);
        int tiles = (rows + most - 1) / most;
        if (tiles == 0) return;
        int low = rows / tiles, high = rows - low * tiles;
        int r = high * (low + 1);
        if (high > 0) {
            MicroKernel.tiles(
                    high, low + 1, vectors, depth, a, ia, aRow, aDepth, b, ib, bDepth, c, ic, cRow, s, is, sRow, relu);
        }
        MicroKernel.tiles(
                tiles - high,
                low,
                vectors,
                depth,
                a,
                ia + r * aRow,
                aRow,
                aDepth,
                b,
                ib,
                bDepth,
                c,
                ic + r * cRow,
                cRow,
                s,
                is + r * sRow,
                sRow,
                relu);
    }
}
