package dev.nn.simd.plain;

import dev.nn.activation.Activation;
import dev.nn.simd.convolution.Arithmetic;
import dev.nn.simd.product.PanelLayout;

/**
 * The loops of convolutions in plain Java: every sum is one chain of fused multiply-adds in the order of its terms, as in the
 * micro-kernels, so it has their bits.
 */
public final class PlainArithmetic implements Arithmetic {
    /** Columns of a tile of one row: four sums that don't wait for each other. */
    private static final int COLUMNS = 4;

    private static final float[] ZEROS = new float[64];

    @Override
    public float[] zeros() {
        return ZEROS;
    }

    @Override
    public int blockLength() {
        return 1 << 30;
    }

    @Override
    public void multiply(
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
        for (int r = 0; r < rows; r++) {
            int from = ia + aRows[ir + r], at = ic + r * cRow, start = is + r * sRow;
            for (int j = 0; j < width; j += COLUMNS) {
                if (lanes) lanes(depth, a, from + j, aSteps, id, b, ib + j, bDepth, c, at + j, s, start + j);
                else row(depth, a, from, aSteps, id, b, ib + j, bDepth, c, at + j, s, start + j);
            }
            for (int j = at; relu && j < at + width; j++) if (c[j] <= 0) c[j] = 0;
        }
    }

    /** Four columns of one row. */
    private static void row(
            int depth,
            float[] a,
            int ia,
            int[] aSteps,
            int id,
            float[] b,
            int ib,
            int bDepth,
            float[] c,
            int ic,
            float[] s,
            int is) {
        float s0 = s[is], s1 = s[is + 1], s2 = s[is + 2], s3 = s[is + 3];
        int q = ib;
        for (int k = 0; k < depth; k++) {
            float x = a[ia + aSteps[id + k]];
            s0 = Math.fma(x, b[q], s0);
            s1 = Math.fma(x, b[q + 1], s1);
            s2 = Math.fma(x, b[q + 2], s2);
            s3 = Math.fma(x, b[q + 3], s3);
            q += bDepth;
        }
        c[ic] = s0;
        c[ic + 1] = s1;
        c[ic + 2] = s2;
        c[ic + 3] = s3;
    }

    /** The same where each column has its own A. */
    private static void lanes(
            int depth,
            float[] a,
            int ia,
            int[] aSteps,
            int id,
            float[] b,
            int ib,
            int bDepth,
            float[] c,
            int ic,
            float[] s,
            int is) {
        float s0 = s[is], s1 = s[is + 1], s2 = s[is + 2], s3 = s[is + 3];
        int q = ib;
        for (int k = 0; k < depth; k++) {
            int p = ia + aSteps[id + k];
            s0 = Math.fma(a[p], b[q], s0);
            s1 = Math.fma(a[p + 1], b[q + 1], s1);
            s2 = Math.fma(a[p + 2], b[q + 2], s2);
            s3 = Math.fma(a[p + 3], b[q + 3], s3);
            q += bDepth;
        }
        c[ic] = s0;
        c[ic + 1] = s1;
        c[ic + 2] = s2;
        c[ic + 3] = s3;
    }

    @Override
    public void transpose(
            PanelLayout layout, float[] w, int weights, int row, int rows, float[] to, int at, int width) {
        for (int f = 0; f < layout.out(); f++) {
            for (int r = 0; r < width; r++) {
                to[at + f * width + r] = r < rows ? w[weights + layout.index(row + r, f)] : 0;
            }
        }
    }

    @Override
    public void activate(Activation activation, float[] z, int zi, float[] y, int yi, int n, float[] scratch, int si) {
        PlainActivations.forward(activation, z, zi, y, yi, n);
    }
}
