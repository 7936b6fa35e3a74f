package dev.nn.simd.formula;

import static dev.nn.simd.formula.Bits.withSignOf;
import static dev.nn.simd.formula.Exponential.minus1;

import dev.nn.activation.Selu;

/** SELU: {@link Selu#LAMBDA} times ELU with {@link Selu#ALPHA}. */
public final class SeluFormula {
    public static final float RIGHT = Selu.LAMBDA;

    /** The product is rounded once. */
    public static final float LEFT = (float) ((double) Selu.LAMBDA * Selu.ALPHA);

    private SeluFormula() {}

    /** y. */
    @Accuracy(ulps = 2.1, bits = 0xf92c_968f)
    public static float value(float z) {
        // The sign of y is that of z; only eᶻ − 1 = +0 for z = −0 doesn't know.
        return withSignOf(z, z > 0 ? z * RIGHT : minus1(z) * LEFT);
    }

    /** The slope, from y. */
    @Accuracy(ulps = 1, absolute = 1.2e-7, bits = 0x13b3_46c6)
    public static float slope(float y) {
        return y > 0 ? RIGHT : y + LEFT;
    }
}
