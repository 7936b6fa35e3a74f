package dev.nn.simd.formula;

/** The rectifier y = max(0, z). */
public final class ReluFormula {
    private ReluFormula() {}

    /** y; −0 becomes 0, and NaN stays. */
    @Accuracy(bits = 0xd0fc_1df3)
    public static float value(float z) {
        return z <= 0 ? 0 : z;
    }

    /** 1 where y is positive, else 0. */
    @Accuracy(bits = 0x315c_9071)
    public static float slope(float y) {
        return y > 0 ? 1f : 0;
    }
}
