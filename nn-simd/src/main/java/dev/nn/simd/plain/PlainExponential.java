package dev.nn.simd.plain;

import static dev.nn.simd.function.Exponential.LN_2_HIGH;
import static dev.nn.simd.function.Exponential.LN_2_LOW;
import static dev.nn.simd.function.Exponential.LOG2_E;
import static dev.nn.simd.function.Exponential.ONE;
import static dev.nn.simd.function.Exponential.P0;
import static dev.nn.simd.function.Exponential.P1;
import static dev.nn.simd.function.Exponential.P2;
import static dev.nn.simd.function.Exponential.P3;
import static dev.nn.simd.function.Exponential.P4;
import static dev.nn.simd.function.Exponential.SHIFT;

import dev.nn.simd.function.Exponential;
import dev.nn.simd.function.ExponentialLoop;

/** The steps of {@link Exponential} for one float, each with the bits that a lane of the vector loops gets. */
public final class PlainExponential {
    private static final int SHIFT_BITS = Float.floatToRawIntBits(SHIFT);

    private PlainExponential() {}

    /** x / ln 2, rounded to a whole number in the last bits. */
    static float shifted(float x) {
        return Math.fma(x, LOG2_E, SHIFT);
    }

    /** s = 2ⁿ. */
    static float power(float shifted) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + ONE);
    }

    /** q = eʳ − 1 for the rest r of x. */
    static float rest(float x, float shifted) {
        float n = shifted - SHIFT;
        return series(Math.fma(n, -LN_2_LOW, Math.fma(n, -LN_2_HIGH, x)));
    }

    /** eʳ − 1. */
    static float series(float r) {
        float square = r * r;
        float p = Math.fma(Math.fma(square, P4, Math.fma(r, P3, P2)), square, Math.fma(r, P1, P0));
        return Math.fma(square, p, r);
    }

    /** eˣ from {@link Exponential#LOWEST} to 88. */
    static float exponential(float x) {
        float shifted = shifted(x), s = power(shifted);
        return Math.fma(s, rest(x, shifted), s);
    }

    /** eˣ for all floats, as {@link ExponentialLoop} computes it. */
    static float exp(float x) {
        if (x > ExponentialLoop.HIGHEST) return Float.POSITIVE_INFINITY;
        if (x < ExponentialLoop.LOWEST) return 0;
        float shifted = shifted(x), n = shifted - SHIFT;
        float r = Math.fma(n, -LN_2_LOW, Math.fma(n, -LN_2_HIGH, x));
        float p = Math.fma(Math.fma(r, ExponentialLoop.P5, ExponentialLoop.P4), r, ExponentialLoop.P3);
        p = Math.fma(Math.fma(Math.fma(p, r, ExponentialLoop.P2), r, ExponentialLoop.P1), r, ExponentialLoop.P0);
        float q = Math.fma(r * r, p, r);
        int exponent = Float.floatToRawIntBits(shifted) - SHIFT_BITS, half = exponent >> 1;
        float s = Float.intBitsToFloat((half << 23) + ONE);
        return Math.fma(s, q, s) * Float.intBitsToFloat(((exponent - half) << 23) + ONE);
    }
}
