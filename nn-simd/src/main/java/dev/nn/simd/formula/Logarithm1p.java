package dev.nn.simd.formula;

import static dev.nn.simd.formula.Bits.withSignOf;
import static dev.nn.simd.formula.Exponential.LN_2_HIGH;
import static dev.nn.simd.formula.Exponential.LN_2_LOW;
import static dev.nn.simd.formula.Exponential.ONE;
import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.fma;
import static java.lang.Math.max;

/**
 * The logarithm y = ln(1 + x) for all floats.
 *
 * <p>1 + x = 2ᵉ · (1 + f) with √½ ≤ 1 + f &lt; √2, so y = e·ln 2 + ln(1 + f). What 1 + x loses by rounding is found out
 * exactly and, divided by 2ᵉ, added to f. For e = 0 that makes f = x, however small x is; so there is no special case
 * for small x. Then ln(1 + f) = f + f²·P(f), where the two large parts, e·ln 2 and f, are added exactly, as a sum and
 * its error.
 *
 * <p>P has degree 9 and P(0) = −½: minimax by reweighted least squares on (ln(1 + f) − f) / f², with the relative error
 * of ln(1 + f) as weight, coefficients rounded to float one after the other. P leaves a relative error of 2⁻³⁰.
 */
public final class Logarithm1p {
    public static final float P0 = -0.5f;
    public static final float P1 = 0x1.555548p-2f;
    public static final float P2 = -0x1.000006p-2f;
    public static final float P3 = 0x1.99a476p-3f;
    public static final float P4 = -0x1.555c46p-3f;
    public static final float P5 = 0x1.233ba8p-3f;
    public static final float P6 = -0x1.fc2886p-4f;
    public static final float P7 = 0x1.e6bf3cp-4f;
    public static final float P8 = -0x1.de02c2p-4f;
    public static final float P9 = 0x1.14760ep-4f;

    /** The bits of √½: subtracted, they leave in the exponent's place e, and below it how far 1 + f is above √½. */
    public static final int ROOT_BITS = 0x3f35_04f3;

    public static final int FRACTION = 0x007f_ffff;

    private Logarithm1p() {}

    /** ln(1 + x) to 1 ulp; −∞ for −1, NaN below. */
    public static float value(float x) {
        if (x == Float.POSITIVE_INFINITY) return x;
        if (x == -1) return Float.NEGATIVE_INFINITY;
        if (x < -1) return Float.NaN;
        float u = x + 1;
        float lost = x - (u - 1);
        int above = floatToRawIntBits(u) - ROOT_BITS;
        int exponent = above >> 23;
        float rounded = intBitsToFloat((above & FRACTION) + ROOT_BITS) - 1;
        // 2⁻ᵉ, or 0 where that is no normal float: nothing is lost there.
        float scale = intBitsToFloat(max(ONE - (exponent << 23), 0));
        float rest = lost * scale;
        float f = rounded + rest;
        float fLow = rest - (f - rounded);
        float e = (float) exponent;
        float high = e * LN_2_HIGH;
        float sum = high + f;
        float error = f - (sum - high);
        float f2 = f * f;
        float odd = fma(fma(fma(f2, P9, P7), f2, P5), f2, P3);
        float even = fma(fma(fma(f2, P8, P6), f2, P4), f2, P2);
        float p = fma(fma(odd, f2, P1), f, fma(even, f2, P0));
        float small = fma(f2, p, fma(e, LN_2_LOW, fLow)) + error;
        // The sign of y is that of x; only the sum of 0 and −0 doesn't know.
        return withSignOf(x, sum + small);
    }
}
