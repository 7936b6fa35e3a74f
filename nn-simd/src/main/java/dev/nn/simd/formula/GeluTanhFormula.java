package dev.nn.simd.formula;

import static dev.nn.simd.formula.Bits.positiveOrMinusZero;
import static dev.nn.simd.formula.Exponential.SHIFT;
import static dev.nn.simd.formula.Exponential.power;
import static dev.nn.simd.formula.Exponential.within;
import static java.lang.Math.abs;
import static java.lang.Math.fma;

import dev.nn.activation.GeluTanh;

/**
 * GELU's tanh form y = z·σ(u), u = 2√(2/π)·(z + {@link GeluTanh#CUBIC}·z³).
 *
 * <p>An absolute error of u is the relative error of y, and where y is −10⁻³, u is −8.3: rounded to float it would cost
 * 14 ulp. So here, unlike in {@link Exponential}, e⁻ᵘ is taken as 2ᵗ⁺ᵉ: t = −u·log₂e is never rounded before a whole
 * number n has been subtracted, and e, what went missing in z², in the factor z·factor = t and in its constants, is
 * added to the remainder f. Then 2ᶠ − 1 = f + f·P(f), with P of degree 5: minimax by reweighted least squares on
 * (2ᶠ − 1) / f − 1, with the relative error of 2ᶠ as weight, coefficients rounded to float one after the other. P leaves
 * a relative error of 2⁻²⁸·⁶ in 2ᶠ; f·(1 + P(f)) instead would round more, and cost the second ulp.
 *
 * <p>The slope minus ½ is an odd function. So it is computed for −|z|, where nothing cancels, as g, and is 1 − g where z
 * is positive; there u is rounded.
 */
public final class GeluTanhFormula {
    private static final double ROOT = 2 * Math.sqrt(2 / Math.PI);

    /** 1 / ln 2, which makes powers of two of powers of e. */
    private static final double TO_BASE_2 = 1 / Math.log(2);

    public static final float LINEAR = (float) ROOT;
    public static final float CUBIC = (float) (ROOT * GeluTanh.CUBIC);

    public static final float LINEAR_2 = (float) (ROOT * TO_BASE_2);
    public static final float CUBIC_2 = (float) (ROOT * GeluTanh.CUBIC * TO_BASE_2);

    /** What the factors for powers of 2 have lost by rounding. */
    public static final float LINEAR_2_LOW = (float) (ROOT * TO_BASE_2 - LINEAR_2);

    public static final float CUBIC_2_LOW = (float) (ROOT * GeluTanh.CUBIC * TO_BASE_2 - CUBIC_2);

    public static final float B0 = -0x1.3a379ep-2f;
    public static final float B1 = 0x1.ebfbe2p-3f;
    public static final float B2 = 0x1.c6aea2p-5f;
    public static final float B3 = 0x1.3b28c6p-7f;
    public static final float B4 = 0x1.5f58bap-10f;
    public static final float B5 = 0x1.452d84p-13f;

    /** From here on y is 0 or z, nearly: u is 87.3, and at −10 |y| is 1.2·10⁻³⁷. */
    public static final float LIMIT = 10;

    private GeluTanhFormula() {}

    /** y. */
    @Accuracy(ulps = 2, ulpsBelow = 0, absolute = 2e-10, bits = 0x9dda_913d)
    public static float value(float z) {
        if (abs(z) > LIMIT) return positiveOrMinusZero(z);
        float z2 = z * z;
        float factor = fma(z2, -CUBIC_2, -LINEAR_2);
        float shifted = fma(z, factor, SHIFT);
        float n = shifted - SHIFT;
        float low = fma(z2, -CUBIC_2, -LINEAR_2 - factor);
        low = fma(fma(z, z, -z2), -CUBIC_2, low) + fma(z2, -CUBIC_2_LOW, -LINEAR_2_LOW);
        float f = fma(z, low, fma(z, factor, -n));
        float p = fma(fma(fma(f, B5, B4), f, B3), f, B2);
        float q = fma(fma(fma(p, f, B1), f, B0), f, f);
        float s = power(shifted);
        return z / fma(s, q, s + 1);
    }

    /** σ(u)·(1 + z·u′·σ(−u)), from z. */
    @Accuracy(absolute = 2e-7, bits = 0xaffe_21c5)
    public static float slope(float z) {
        float lower = -abs(z);
        float z2 = lower * lower;
        float e = within(lower * fma(z2, CUBIC, LINEAR));
        float upper = 1 / (e + 1);
        float growth = lower * fma(z2, 3 * CUBIC, LINEAR);
        float g = abs(z) > LIMIT ? 0 : e * upper * fma(growth, upper, 1);
        return z > 0 ? 1 - g : g;
    }
}
