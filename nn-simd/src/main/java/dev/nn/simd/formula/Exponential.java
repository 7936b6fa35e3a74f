package dev.nn.simd.formula;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.fma;

/**
 * The exponential function inside other formulas: its steps, and the constants for them.
 *
 * <p>With n = x / ln 2 rounded to a whole number and r = x − n·ln 2, so that |r| ≤ ½ ln 2,
 *
 * <pre>
 *   eˣ = 2ⁿ · eʳ = s · (1 + q)     where s = 2ⁿ, q = eʳ − 1 = r + r²·P(r)
 * </pre>
 *
 * s is exact, and q is small beside 1: formulas keep the two apart as long as they can, so that they round once where
 * eˣ, computed first, would round twice: eˣ = fma(s, q, s), eˣ − 1 = fma(s, q, s − 1), 1 + eˣ = fma(s, q, 1 + s).
 *
 * <p>That holds for {@link #LOWEST} ≤ x ≤ 88.3. Elsewhere s has wrong bits; each formula replaces its result there by the
 * limit, which vectors do at the end. Bounding x beforehand would cost as many operations, but the ones after it would
 * have to wait for them, and that is 10 % slower.
 *
 * <p>Here and in all formulas there are only operations that IEEE 754 rounds correctly, so the same bits come out on every
 * processor and at every vector width. NaN stays NaN. Where eˣ would be less than 2⁻¹²⁶ it counts as 0: no activation
 * needs denormal results, and they would slow down whatever comes next. {@link FullExponential} has the function itself,
 * with denormal results.
 */
public final class Exponential {
    /** Below, eˣ is less than 2⁻¹²⁶, the least normal float, and counts as 0. */
    public static final float LOWEST = -87.33654f;

    public static final float LOG2_E = 0x1.715476p0f;

    /** 1.5·2²³: floats around it are the whole numbers, so adding it rounds to one, which its last bits then show. */
    public static final float SHIFT = 0x1.8p23f;

    /** The bits of 1f: the exponent's bias, 127, at its place. */
    public static final int ONE = 0x3f80_0000;

    /** The first 16 bits of ln 2, so that n times it is exact, and the rest. */
    public static final float LN_2_HIGH = 0x1.62e4p-1f;

    public static final float LN_2_LOW = 0x1.7f7d1cp-20f;

    /**
     * The coefficients of P: minimax by reweighted least squares on (eʳ − 1 − r) / r², with the relative error of eʳ as
     * weight; then each in turn, from the lowest, was rounded to float and the others fitted again. P leaves a relative
     * error of 2⁻²⁸ in eʳ. A degree more gains less than 0.05 ulp.
     */
    public static final float P0 = 0.5f;

    public static final float P1 = 0x1.5554a4p-3f;
    public static final float P2 = 0x1.55568cp-5f;
    public static final float P3 = 0x1.122f2ep-7f;
    public static final float P4 = 0x1.6b69f2p-10f;

    private Exponential() {}

    /** x / ln 2, rounded to a whole number n in the last bits. */
    static float shifted(float x) {
        return fma(x, LOG2_E, SHIFT);
    }

    /** s = 2ⁿ. */
    static float power(float shifted) {
        return intBitsToFloat((floatToRawIntBits(shifted) << 23) + ONE);
    }

    /** q = eʳ − 1 for the rest r of x. */
    static float rest(float x, float shifted) {
        float n = shifted - SHIFT;
        return series(fma(n, -LN_2_LOW, fma(n, -LN_2_HIGH, x)));
    }

    /** eʳ − 1. */
    static float series(float r) {
        float square = r * r;
        float p = fma(fma(square, P4, fma(r, P3, P2)), square, fma(r, P1, P0));
        return fma(square, p, r);
    }

    /** eˣ from {@link #LOWEST} to 88.3. */
    static float within(float x) {
        float shifted = shifted(x);
        float s = power(shifted);
        return fma(s, rest(x, shifted), s);
    }

    /** eˣ up to 88.3, and 0 below {@link #LOWEST}: to 1.1 ulp. */
    public static float exp(float x) {
        return x < LOWEST ? 0 : within(x);
    }

    /** eˣ − 1 up to 88.3. */
    static float minus1(float x) {
        float shifted = shifted(x);
        float s = power(shifted);
        return x < LOWEST ? -1 : fma(s, rest(x, shifted), s - 1);
    }
}
