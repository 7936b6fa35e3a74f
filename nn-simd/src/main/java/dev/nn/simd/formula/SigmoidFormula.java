package dev.nn.simd.formula;

import static dev.nn.simd.formula.Exponential.LOG2_E;
import static dev.nn.simd.formula.Exponential.LOWEST;
import static dev.nn.simd.formula.Exponential.ONE;
import static dev.nn.simd.formula.Exponential.SHIFT;
import static dev.nn.simd.formula.Exponential.power;
import static dev.nn.simd.formula.Exponential.rest;
import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.abs;
import static java.lang.Math.fma;

/**
 * The logistic sigmoid y = σ(z) = 1 / (1 + e⁻ᶻ).
 *
 * <p>The usual advice against overflow, a form with e^−|z|, rounds once more. Here e⁻ᶻ overflows only where y is less than
 * 2⁻¹²⁶, which counts as 0.
 */
public final class SigmoidFormula {
    private SigmoidFormula() {}

    /** y. */
    @Accuracy(ulps = 1.75, least = Float.MIN_NORMAL, bits = 0xd8b7_0ea6)
    public static float value(float z) {
        // 1 for positive z, 0 for negative: the bits of 1 where the sign bit is clear.
        if (abs(z) > -LOWEST) return intBitsToFloat(~(floatToRawIntBits(z) >> 31) & ONE);
        float shifted = fma(z, -LOG2_E, SHIFT);
        float s = power(shifted);
        // 1 + s and what it has lost by rounding: for s = 2²⁴, a tie, half an ulp.
        float sum = s + 1;
        float lost = 1 - (sum - s);
        return 1 / (fma(s, rest(-z, shifted), lost) + sum);
    }

    /** y·(1 − y), from y. */
    @Accuracy(ulps = 1.5, bits = 0xa8f4_00c9)
    public static float slope(float y) {
        return (1 - y) * y;
    }
}
