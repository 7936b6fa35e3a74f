package dev.nn.simd.formula;

import static dev.nn.simd.formula.Bits.withSignOf;
import static dev.nn.simd.formula.Exponential.minus1;

/** ELU: z where it is positive, else {@code alpha}·(eᶻ − 1). */
public final class EluFormula {
    private EluFormula() {}

    /** y; with alpha = 1 to 1 ulp. */
    @Accuracy(ulps = 2.1, bits = 0x51f7_74ca)
    public static float value(float z, float alpha) {
        // The sign of y is that of z; only eᶻ − 1 = +0 for z = −0 doesn't know.
        return withSignOf(z, z > 0 ? z : minus1(z) * alpha);
    }

    /** The slope, from y. */
    @Accuracy(ulps = 0.5, bits = 0xa56c_1517)
    public static float slope(float y, float alpha) {
        return y > 0 ? 1 : y + alpha;
    }
}
