package dev.nn.simd.formula;

import static dev.nn.simd.formula.Exponential.LN_2_HIGH;
import static dev.nn.simd.formula.Exponential.LN_2_LOW;
import static dev.nn.simd.formula.Exponential.LOG2_E;
import static dev.nn.simd.formula.Exponential.LOWEST;
import static dev.nn.simd.formula.Exponential.SHIFT;
import static dev.nn.simd.formula.Exponential.series;
import static dev.nn.simd.formula.Exponential.within;
import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.abs;
import static java.lang.Math.fma;
import static java.lang.Math.min;

/**
 * GELU y = z·Φ(z) = max(z, 0) − a·Φ(−a) with a = |z|.
 *
 * <p>The tail of the normal distribution is Φ(−a) = e^(−b²/2) · U(a) with b = a + {@value #BETA}. In this form it keeps
 * its digits however small it is; through erf it would be 1 minus nearly 1, and y would have none left for z below −3.
 * The usual form has b = a; but with the shift U hardly varies, from 0.56 to 0.98 where it matters, so that a short
 * polynomial does for it, and little is lost in evaluating it.
 *
 * <p>For 2 ulp some roundings must be undone. −b²/2 is not rounded before n·ln 2 has been subtracted, and the error of b
 * goes with the low part of n·ln 2 into r: either would be the relative error of the exponential, times b. And U is
 * added up as high + low.
 *
 * <p>U has degree 11 in a − {@value #CENTER}: minimax by reweighted least squares, with its relative error as weight up
 * to a = 3.45, where |y| is 10⁻³, and from there to {@value #END} the absolute error of y; coefficients rounded to float
 * one after the other, and the centre chosen so that the first loses nothing by it. U leaves a relative error of
 * 2⁻²⁶·⁹. From {@value #END} on it stays constant; the exponential does the rest. (A quotient of polynomials
 * of degree 4 and 5 had as many operations, one of them a division, and left 5 ulp.)
 *
 * <p>The slope minus ½ is an odd function: with g = Φ(−a) − a·φ(a) it is g for z = −a and 1 − g for z = a. It is wanted
 * to an absolute error only, so g = e^(−a²/2) · G(a), with G of degree 11 and an error of 2⁻²⁵·⁷ in g.
 */
public final class GeluFormula {
    public static final float BETA = 0.59375f;
    public static final float CENTER = 1.53515625f;
    public static final float END = 4.75f;

    public static final float U0 = 0x1.33e9dp-1f;
    public static final float U1 = 0x1.8ad12ep-4f;
    public static final float U2 = 0x1.a88ba2p-5f;
    public static final float U3 = -0x1.57fb3p-11f;
    public static final float U4 = 0x1.2aeef6p-9f;
    public static final float U5 = -0x1.956416p-12f;
    public static final float U6 = 0x1.009efap-13f;
    public static final float U7 = -0x1.d74526p-16f;
    public static final float U8 = 0x1.b2ff8cp-18f;
    public static final float U9 = -0x1.c22346p-20f;
    public static final float U10 = 0x1.0772ccp-21f;
    public static final float U11 = -0x1.49359cp-24f;

    public static final float G0 = 0.5f;
    public static final float G1 = -0x1.98842ep-1f;
    public static final float G2 = 0x1.fff45p-3f;
    public static final float G3 = -0x1.100744p-3f;
    public static final float G4 = 0x1.fba538p-5f;
    public static final float G5 = -0x1.a24536p-6f;
    public static final float G6 = 0x1.288f5cp-7f;
    public static final float G7 = -0x1.56a628p-9f;
    public static final float G8 = 0x1.2bb524p-11f;
    public static final float G9 = -0x1.6a651ap-14f;
    public static final float G10 = 0x1.08e6fep-17f;
    public static final float G11 = -0x1.5c858cp-22f;

    /** Above, a·Φ(−a) is less than 6·10⁻³⁶ and counts as 0. */
    public static final float LIMIT = 12.5f;

    public static final int END_BITS = Float.floatToRawIntBits(END);

    private GeluFormula() {}

    /** y. */
    @Accuracy(ulps = 2, ulpsBelow = 0, absolute = 1.5e-7, bits = 0x69cd_f7d2)
    public static float value(float z) {
        float a = abs(z);
        float tail = a > LIMIT ? 0 : tail(a);
        // −0 minus the tail is negative even where the tail is 0.
        return (z < 0 ? -0f : z) - tail;
    }

    /** a·Φ(−a). */
    private static float tail(float a) {
        float b = a + BETA;
        float excess = b - BETA - a;
        float shifted = fma(b * b, -0.5f * LOG2_E, SHIFT);
        float n = shifted - SHIFT;
        float low = fma(n, -LN_2_LOW, b * excess);
        float q = series(fma(fma(b, b, n * (2 * LN_2_HIGH)), -0.5f, low));
        // Adding n to the exponent of a is the multiplication by 2ⁿ.
        int bits = floatToRawIntBits(a);
        float scaled = intBitsToFloat(bits + (floatToRawIntBits(shifted) << 23));
        float t = intBitsToFloat(min(bits, END_BITS)) - CENTER;
        float sum = fma(fma(fma(t, U11, U10), t, U9), t, U8);
        sum = fma(fma(fma(sum, t, U7), t, U6), t, U5);
        sum = fma(fma(fma(sum, t, U4), t, U3), t, U2);
        sum = fma(sum, t, U1);
        float high = fma(sum, t, U0);
        float rest = fma(sum, t, U0 - high);
        return fma(scaled, high, scaled * fma(q, high, rest));
    }

    /** Φ(z) + z·φ(z), from z. */
    @Accuracy(absolute = 2e-7, bits = 0xce75_b4d1)
    public static float slope(float z) {
        float a = abs(z);
        float a2 = a * a;
        float x = a2 * -0.5f;
        float odd = fma(fma(fma(a2, G11, G9), a2, G7), a2, G5);
        float even = fma(fma(fma(a2, G10, G8), a2, G6), a2, G4);
        odd = fma(fma(odd, a2, G3), a2, G1);
        even = fma(fma(even, a2, G2), a2, G0);
        float g = x < LOWEST ? 0 : within(x) * fma(odd, a, even);
        return z > 0 ? 1 - g : g;
    }
}
