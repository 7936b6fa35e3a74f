package dev.nn.simd.formula;

import static dev.nn.simd.formula.Bits.withSignOf;
import static dev.nn.simd.formula.Exponential.LOG2_E;
import static dev.nn.simd.formula.Exponential.SHIFT;
import static dev.nn.simd.formula.Exponential.power;
import static dev.nn.simd.formula.Exponential.rest;
import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.abs;
import static java.lang.Math.fma;
import static java.lang.Math.min;

/**
 * The hyperbolic tangent y = tanh z.
 *
 * <p>For a = |z| from 0.6 on it is 1 − 2 / (1 + e²ᵃ), which would cancel for small a; below it is a + a³·T(a²). T has
 * degree 4: Remez exchange in 40 digits on (tanh(a)/a − 1) / a² as a function of a², with the relative error of tanh as
 * weight, coefficients rounded to float one after the other. T leaves a relative error of 2⁻²⁸·⁴ in y.
 */
public final class TanhFormula {
    public static final float BORDER = 0.6f;

    public static final float T0 = -0x1.55553ep-2f;
    public static final float T1 = 0x1.1109bep-3f;
    public static final float T2 = -0x1.b89abap-5f;
    public static final float T3 = 0x1.54c3c2p-6f;
    public static final float T4 = -0x1.828776p-8f;

    /** The bits of 10. From about 9.01 on the nearest float to y is 1. */
    public static final int LIMIT = 0x4120_0000;

    private TanhFormula() {}

    /** y. */
    @Accuracy(ulps = 1.3, bits = 0x365a_2a0c)
    public static float value(float z) {
        float a = abs(z);
        // In this order, so that NaN, which is no longer in the large value, comes from the small one.
        return withSignOf(z, a >= BORDER ? large(a) : small(a));
    }

    private static float large(float a) {
        // Floats that are not negative have the order of their bits, and for integers a minimum is cheap.
        float bounded = intBitsToFloat(min(floatToRawIntBits(a), LIMIT));
        float shifted = fma(bounded, 2 * LOG2_E, SHIFT);
        float s = power(shifted);
        return 1 - 2 / fma(s, rest(bounded + bounded, shifted), s + 1);
    }

    private static float small(float a) {
        float a2 = a * a;
        float t = fma(fma(fma(a2, T4, T3), a2, T2), a2, T1);
        return fma(fma(t, a2, T0) * a2, a, a);
    }

    /** (1 − y)·(1 + y), from y. */
    @Accuracy(ulps = 1.5, bits = 0x8449_7e43)
    public static float slope(float y) {
        return (1 - y) * (y + 1);
    }
}
