package dev.nn.simd.formula;

import static dev.nn.simd.formula.Bits.positiveOrMinusZero;
import static dev.nn.simd.formula.Exponential.exp;
import static java.lang.Math.abs;
import static java.lang.Math.fma;

/**
 * Mish y = z·tanh(ln(1 + eᶻ)) = z·n/(n + d), with n and d of u = e^−|z| as {@link dev.nn.activation.Mish} has them.
 *
 * <p>All terms are positive, so nothing cancels, and none is larger than 5.
 */
public final class MishFormula {
    /** From here on y is 0 or z; |y| left of it is less than 1.1·10⁻³⁶. */
    public static final float LIMIT = 87.33654f;

    private MishFormula() {}

    /** y. */
    @Accuracy(ulps = 4, least = 1.1e-36, bits = 0xbfb7_8a40)
    public static float value(float z) {
        if (abs(z) > LIMIT) return positiveOrMinusZero(z);
        float u = exp(-abs(z));
        float n = z > 0 ? u + u + 1 : fma(u, u, u + u);
        float d = z > 0 ? u * (u + u) : 2;
        return z * (n / (n + d));
    }

    /** t + z·(1 − t²)·σ(z) with t = n/(n + d), from z. */
    @Accuracy(absolute = 2e-7, bits = 0x2395_84f2)
    public static float slope(float z) {
        float limit = z > 0 ? 1 : 0;
        if (abs(z) > LIMIT) return limit;
        float u = exp(-abs(z));
        float n = z > 0 ? u + u + 1 : fma(u, u, u + u);
        float d = z > 0 ? u * (u + u) : 2;
        float m = n + d;
        float sigmoid = (z > 0 ? 1 : u) / (u + 1);
        float rest = d / m * ((n + m) / m);
        return n / m + z * rest * sigmoid;
    }
}
