package dev.nn.simd.formula;

/** The leaky rectifier, z where it is positive, else z·{@code slope}. */
public final class LeakyReluFormula {
    private LeakyReluFormula() {}

    /** y. */
    @Accuracy(ulps = 0.5, bits = 0x4645_2c5f)
    public static float value(float z, float slope) {
        return z > 0 ? z : z * slope;
    }

    /** 1 where y is positive, else {@code slope}. */
    @Accuracy(bits = 0x4708_80cf)
    public static float slope(float y, float slope) {
        return y > 0 ? 1 : slope;
    }
}
