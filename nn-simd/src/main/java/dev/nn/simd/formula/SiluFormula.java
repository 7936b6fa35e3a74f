package dev.nn.simd.formula;

import static dev.nn.simd.formula.Bits.positiveOrMinusZero;
import static dev.nn.simd.formula.Exponential.LOG2_E;
import static dev.nn.simd.formula.Exponential.LOWEST;
import static dev.nn.simd.formula.Exponential.SHIFT;
import static dev.nn.simd.formula.Exponential.power;
import static dev.nn.simd.formula.Exponential.rest;
import static dev.nn.simd.formula.Exponential.within;
import static java.lang.Math.abs;
import static java.lang.Math.fma;

/**
 * SiLU y = z·σ(z).
 *
 * <p>The slope minus ½ is an odd function. So it is computed for −|z|, where nothing cancels, as g, and is 1 − g where z
 * is positive.
 */
public final class SiluFormula {
    /** From here on y is 0 or z; |y| left of it is less than 4·10⁻³⁷, and there is no float for e⁻ᶻ. */
    public static final float LIMIT = 88.3f;

    private SiluFormula() {}

    /** y. */
    @Accuracy(ulps = 1.8, ulpsBelow = 2.5, least = 4e-37, bits = 0x752d_5f1e)
    public static float value(float z) {
        if (abs(z) > LIMIT) return positiveOrMinusZero(z);
        float shifted = fma(z, -LOG2_E, SHIFT);
        float s = power(shifted);
        return z / fma(s, rest(-z, shifted), s + 1);
    }

    /** σ(z)·(1 + z·σ(−z)), from z. */
    @Accuracy(absolute = 2e-7, bits = 0xd305_43d7)
    public static float slope(float z) {
        float x = -abs(z);
        float e = within(x);
        float upper = 1 / (e + 1);
        float g = x < LOWEST ? 0 : e * upper * fma(x, upper, 1);
        return z > 0 ? 1 - g : g;
    }
}
