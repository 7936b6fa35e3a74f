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

    /** y to 2.1 ulp. */
    public static float value(float z) {
        // The sign of y is that of z; only eᶻ − 1 = +0 for z = −0 doesn't know.
        return withSignOf(z, z > 0 ? z * RIGHT : minus1(z) * LEFT);
    }

    /** The slope, from y, to 2·10⁻⁷ absolute. */
    public static float slope(float y) {
        return y > 0 ? RIGHT : y + LEFT;
    }
}
