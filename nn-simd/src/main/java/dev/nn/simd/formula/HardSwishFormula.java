package dev.nn.simd.formula;

import static dev.nn.simd.formula.Bits.positiveOrMinusZero;
import static java.lang.Math.abs;
import static java.lang.Math.fma;

/** Hard swish y = z·(z + BORDER)/6 from −3 to 3; 0 on the left, z on the right. */
public final class HardSwishFormula {
    public static final float BORDER = 3;
    public static final float THIRD = 0x1.555556p-2f;

    private HardSwishFormula() {}

    /** y; z + 3 is exact where y is nearly 0. */
    @Accuracy(ulps = 2.5, bits = 0x12e4_9d91)
    public static float value(float z) {
        if (abs(z) >= BORDER) return positiveOrMinusZero(z);
        return z * (z + BORDER) / 6;
    }

    /** z/3 + ½ between, from z. */
    @Accuracy(absolute = 1e-7, bits = 0xe29d_c7c3)
    public static float slope(float z) {
        float inner = fma(z, THIRD, 0.5f);
        return z > BORDER ? 1 : z <= -BORDER ? 0 : inner;
    }
}
