package dev.nn.simd.plain;

import dev.nn.simd.product.Blocking;

/**
 * One dot product in plain Java with the bits of {@code DotKernel}: sixteen sums, one for each k modulo 16, and their
 * tree.
 */
public final class PlainDots {
    private static final int NR = Blocking.NR;

    private PlainDots() {}

    /**
     * Σ A[k]·B[k], where B lies in pieces: {@code panels} of NR floats, {@code bPanel} apart, of which a row's begin NR
     * floats after those of the row before; then one of {@code last} floats, a multiple of 16, in rows of that length.
     *
     * @param a as long as all pieces together
     * @param row which row of B
     */
    static float dot(float[] a, int panels, float[] b, int ib, int bPanel, int row, int last) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        float s8 = 0, s9 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0, s14 = 0, s15 = 0;
        int whole = panels * NR, rest = ib + panels * bPanel + row * last - whole;
        for (int k = 0; k < whole + last; k += 16) {
            int p = k, q = k < whole ? ib + k / NR * bPanel + row * NR + k % NR : rest + k;
            s0 = Math.fma(a[p], b[q], s0);
            s1 = Math.fma(a[p + 1], b[q + 1], s1);
            s2 = Math.fma(a[p + 2], b[q + 2], s2);
            s3 = Math.fma(a[p + 3], b[q + 3], s3);
            s4 = Math.fma(a[p + 4], b[q + 4], s4);
            s5 = Math.fma(a[p + 5], b[q + 5], s5);
            s6 = Math.fma(a[p + 6], b[q + 6], s6);
            s7 = Math.fma(a[p + 7], b[q + 7], s7);
            s8 = Math.fma(a[p + 8], b[q + 8], s8);
            s9 = Math.fma(a[p + 9], b[q + 9], s9);
            s10 = Math.fma(a[p + 10], b[q + 10], s10);
            s11 = Math.fma(a[p + 11], b[q + 11], s11);
            s12 = Math.fma(a[p + 12], b[q + 12], s12);
            s13 = Math.fma(a[p + 13], b[q + 13], s13);
            s14 = Math.fma(a[p + 14], b[q + 14], s14);
            s15 = Math.fma(a[p + 15], b[q + 15], s15);
        }
        float t0 = s0 + s8, t1 = s1 + s9, t2 = s2 + s10, t3 = s3 + s11;
        float t4 = s4 + s12, t5 = s5 + s13, t6 = s6 + s14, t7 = s7 + s15;
        return ((t0 + t4) + (t2 + t6)) + ((t1 + t5) + (t3 + t7));
    }
}
