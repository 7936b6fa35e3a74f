package dev.nn.simd.formula;

/** The leaky rectifier, z where it is positive, else z·{@code slope}. */
public final class LeakyReluFormula {
    private LeakyReluFormula() {}

    /** y, correctly rounded. */
    public static float value(float z, float slope) {
        return z > 0 ? z : z * slope;
    }

    /** 1 where y is positive, else {@code slope}. */
    public static float slope(float y, float slope) {
        return y > 0 ? 1 : slope;
    }
}
