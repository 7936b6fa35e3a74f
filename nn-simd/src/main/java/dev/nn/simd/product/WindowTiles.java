package dev.nn.simd.product;

import dev.nn.simd.jvm.VectorShape;

/**
 * The loop around the micro-kernels of convolutions, like {@link Tiles} for dense layers: C = S + A·B for any number of
 * rows and one panel of columns, where tables tell where the elements of A are.
 */
public final class WindowTiles {
    /** Where sums start that start at nothing. */
    public static final float[] ZEROS = Tiles.ZEROS;

    private WindowTiles() {}

    /**
     * C = S + A·B, and max(0, ·) of it if asked.
     *
     * @param lanes whether each column has its own A, A[r][k] + j
     * @param rows of A and C
     * @param width columns of B and C, whole vectors, at most NR
     * @param depth columns of A, rows of B
     * @param a A[r][k] is a[ia + aRows[ir + r] + aSteps[id + k]]
     * @param b B[k][j] is b[ib + k·bDepth + j]
     * @param c C[r][j] is c[ic + r·cRow + j]
     * @param s S[r][j] is s[is + r·sRow + j]: with step 0 the same row for all, like a bias
     * @param relu whether C is max(0, S + A·B)
     */
    public static void multiply(
            boolean lanes,
            int rows,
            int width,
            int depth,
            float[] a,
            int ia,
            int[] aRows,
            int ir,
            int[] aSteps,
            int id,
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
        int most = Tiles.mostRows(WindowMicroKernel.maxRows(vectors), vectors);
        int tiles = (rows + most - 1) / most;
        if (tiles == 0) return;
        int low = rows / tiles, high = rows - low * tiles, r = high * (low + 1);
        if (high > 0) {
            tiles(
                    lanes, high, low + 1, vectors, depth, a, ia, aRows, ir, aSteps, id, b, ib, bDepth, c, ic, cRow, s,
                    is, sRow, relu);
        }
        int ic2 = ic + r * cRow, is2 = is + r * sRow;
        tiles(
                lanes,
                tiles - high,
                low,
                vectors,
                depth,
                a,
                ia,
                aRows,
                ir + r,
                aSteps,
                id,
                b,
                ib,
                bDepth,
                c,
                ic2,
                cRow,
                s,
                is2,
                sRow,
                relu);
    }

    private static void tiles(
            boolean lanes,
            int tiles,
            int rows,
            int vectors,
            int depth,
            float[] a,
            int ia,
            int[] aRows,
            int ir,
            int[] aSteps,
            int id,
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
        if (lanes) {
            LaneMicroKernel.tiles(
                    tiles, rows, vectors, depth, a, ia, aRows, ir, aSteps, id, b, ib, bDepth, c, ic, cRow, s, is, sRow,
                    relu);
        } else {
            WindowMicroKernel.tiles(
                    tiles, rows, vectors, depth, a, ia, aRows, ir, aSteps, id, b, ib, bDepth, c, ic, cRow, s, is, sRow,
                    relu);
        }
    }
}
