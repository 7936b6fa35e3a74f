package dev.nn.simd.plain;

import static dev.nn.simd.function.Exponential.LN_2_HIGH;
import static dev.nn.simd.function.Exponential.LN_2_LOW;
import static dev.nn.simd.function.Exponential.ONE;
import static dev.nn.simd.function.Exponential.SIGN;

import dev.nn.simd.function.LogarithmLoop;

/** The steps of {@link LogarithmLoop} for one float, with the bits that a lane gets. */
public final class PlainLogarithm {
    private PlainLogarithm() {}

    /** ln(1 + x). */
    static float log1p(float x) {
        float u = x + 1;
        float lost = x - (u - 1);
        int above = Float.floatToRawIntBits(u) - LogarithmLoop.ROOT_BITS;
        int exponent = above >> 23;
        float rounded = Float.intBitsToFloat((above & LogarithmLoop.FRACTION) + LogarithmLoop.ROOT_BITS) - 1;
        float rest = lost * Float.intBitsToFloat(Math.max(0, ONE - (exponent << 23)));
        float f = rounded + rest;
        float fLow = rest - (f - rounded);
        float e = exponent;
        float high = e * LN_2_HIGH;
        float sum = high + f;
        float error = f - (sum - high);
        float f2 = f * f;
        float odd = Math.fma(Math.fma(f2, LogarithmLoop.P9, LogarithmLoop.P7), f2, LogarithmLoop.P5);
        odd = Math.fma(Math.fma(odd, f2, LogarithmLoop.P3), f2, LogarithmLoop.P1);
        float even = Math.fma(Math.fma(f2, LogarithmLoop.P8, LogarithmLoop.P6), f2, LogarithmLoop.P4);
        even = Math.fma(Math.fma(even, f2, LogarithmLoop.P2), f2, LogarithmLoop.P0);
        float p = Math.fma(odd, f, even);
        float small = Math.fma(f2, p, Math.fma(e, LN_2_LOW, fLow)) + error;
        float value = sum + small;
        if (x == Float.POSITIVE_INFINITY) value = x;
        if (x == -1) value = Float.NEGATIVE_INFINITY;
        if (x < -1) value = Float.NaN;
        // The sign of y is that of x; only the sum of 0 and −0 doesn't know.
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) | (Float.floatToRawIntBits(x) & SIGN));
    }
}
