package dev.nn.simd.convolution;

import dev.nn.activation.Activation;
import dev.nn.simd.product.PanelLayout;

/**
 * The loops that convolutions are made of: on vectors, or in plain Java with the same bits.
 *
 * <p>What calls them knows no vectors, so both share all that lies around.
 */
public interface Arithmetic {
    /** Where sums start that start at nothing: to be given as S, with step 0. */
    float[] zeros();

    /** Steps of a sum in a block; changes no bit. */
    int blockLength();

    /**
     * C = S + A·B for any number of rows and one panel of columns; S may be C.
     *
     * @param lanes whether each column has its own A: for column j it is A[r][k] one behind the other
     * @param rows of A and C
     * @param width columns of B and C, whole lines or vectors, at most NR
     * @param depth columns of A, rows of B
     * @param a A[r][k] is a[ia + aRows[ir + r] + aSteps[id + k]]
     * @param b B[k][j] is b[ib + k·bDepth + j]
     * @param c C[r][j] is c[ic + r·cRow + j]
     * @param s S[r][j] is s[is + r·sRow + j]: with step 0 the same row for all, like a bias
     * @param relu whether C is max(0, S + A·B)
     */
    void multiply(
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
            boolean relu);

    /**
     * Writes W[row + r][f], which begins at {@code weights}, to {@code to[at + f · width + r]} for r below {@code rows} and
     * all columns f; zero for r from {@code rows} to {@code width}. Up to 15 rows of {@code width} behind the last may be
     * overwritten too.
     */
    void transpose(PanelLayout layout, float[] w, int weights, int row, int rows, float[] to, int at, int width);

    /** y[yi + j] = act(z[zi + j]) for n values, which may be the same place. */
    void activate(Activation activation, float[] z, int zi, float[] y, int yi, int n, float[] scratch, int si);
}
