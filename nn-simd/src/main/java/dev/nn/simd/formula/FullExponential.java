package dev.nn.simd.formula;

import static dev.nn.simd.formula.Exponential.LN_2_HIGH;
import static dev.nn.simd.formula.Exponential.LN_2_LOW;
import static dev.nn.simd.formula.Exponential.LOG2_E;
import static dev.nn.simd.formula.Exponential.ONE;
import static dev.nn.simd.formula.Exponential.SHIFT;
import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.fma;

/**
 * The exponential function y = eˣ for all floats.
 *
 * <p>As in {@link Exponential}, but 2ⁿ is multiplied in as two factors of half the exponent each: so it reaches the
 * denormal results, rounded once more, and the largest float.
 *
 * <p>P has degree 5: minimax by reweighted least squares on (eʳ − 1 − r) / r², with the relative error of eʳ − 1 as
 * weight, coefficients rounded to float one after the other. P leaves a relative error of 2⁻³¹; with degree 4 the whole
 * would be off by up to 1.03 ulp.
 */
public final class FullExponential {
    public static final float P0 = 0.5f;
    public static final float P1 = 0x1.555554p-3f;
    public static final float P2 = 0x1.5554f8p-5f;
    public static final float P3 = 0x1.1112d8p-7f;
    public static final float P4 = 0x1.6d3a4ap-10f;
    public static final float P5 = 0x1.9e738p-13f;

    public static final int SHIFT_BITS = Float.floatToRawIntBits(SHIFT);

    /** From about 88.72 on eˣ is ∞, and the computation says so up to here. */
    public static final float HIGHEST = 89;

    /** Below about −103.97 eˣ is 0, and the computation says so down to here. */
    public static final float LOWEST = -104;

    private FullExponential() {}

    /** eˣ to 1 ulp. */
    public static float value(float x) {
        if (x > HIGHEST) return Float.POSITIVE_INFINITY;
        if (x < LOWEST) return 0;
        float shifted = fma(x, LOG2_E, SHIFT);
        float n = shifted - SHIFT;
        float r = fma(n, -LN_2_LOW, fma(n, -LN_2_HIGH, x));
        float p = fma(fma(fma(r, P5, P4), r, P3), r, P2);
        float q = fma(r * r, fma(fma(p, r, P1), r, P0), r);
        int exponent = floatToRawIntBits(shifted) - SHIFT_BITS;
        int half = exponent >> 1;
        float s = intBitsToFloat((half << 23) + ONE);
        float rest = intBitsToFloat(((exponent - half) << 23) + ONE);
        return fma(s, q, s) * rest;
    }
}
