package dev.nn.simd.formula;

import static dev.nn.simd.formula.Exponential.exp;
import static java.lang.Math.abs;
import static java.lang.Math.fma;

/**
 * Softplus y = ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|); its slope is the {@linkplain SigmoidFormula
 * sigmoid} of z.
 *
 * <p>With u = e^−|z|, from 0 to 1, ln(1 + u) = u + u²·L(u). L has degree 9: Remez exchange in 40 digits on
 * (ln(1 + u) − u) / u², with the relative error of ln(1 + u) as weight, coefficients rounded to float one after the
 * other. L leaves a relative error of 2⁻³⁰. It is added up in pairs and pairs of pairs (Estrin) down to L2, for ten
 * steps one after the other are longer than the processor looks ahead; odd and even powers apart would cancel. A series
 * in u / (2 + u) is shorter, but needs a division, which rounds.
 */
public final class SoftplusFormula {
    public static final float L0 = -0x1.fffff8p-2f;
    public static final float L1 = 0x1.5553b6p-2f;
    public static final float L2 = -0x1.ffc59ep-3f;
    public static final float L3 = 0x1.978b56p-3f;
    public static final float L4 = -0x1.4a72c6p-3f;
    public static final float L5 = 0x1.ff2974p-4f;
    public static final float L6 = -0x1.54f29ap-4f;
    public static final float L7 = 0x1.5901aap-5f;
    public static final float L8 = -0x1.c0a6dcp-7f;
    public static final float L9 = 0x1.113a04p-9f;

    private SoftplusFormula() {}

    /** y. */
    @Accuracy(ulps = 2, least = Float.MIN_NORMAL, bits = 0xccf9_1d5f)
    public static float value(float z) {
        float u = exp(-abs(z));
        float u2 = u * u;
        float u4 = u2 * u2;
        float l6 = fma(u2, fma(u, L9, L8), fma(u, L7, L6));
        float l2 = fma(u2, fma(u, L5, L4), fma(u, L3, L2));
        float l = fma(fma(fma(u4, l6, l2), u, L1), u, L0);
        return fma(u2, l, u) + (z < 0 ? 0 : z);
    }

    /** σ(z), from z. */
    @Accuracy(ulps = 1.75, least = Float.MIN_NORMAL, bits = 0x81d3_8c00)
    public static float slope(float z) {
        return SigmoidFormula.value(z);
    }
}
