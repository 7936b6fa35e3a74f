package dev.nn.simd.function;

/** The sum of losses, block by block: the same blocks and the same order on vectors and on plain loops. */
public final class LossSum {
    /** Outputs whose losses are added up together. */
    public static final int BLOCK = 256;

    private LossSum() {}

    /** The sum of n losses: four sums side by side, for one alone would wait for each addition. */
    public static double of(int n, float[] losses, int from) {
        double a = 0, b = 0, c = 0, d = 0;
        int i = from;
        for (; i + 4 <= from + n; i += 4) {
            a += losses[i];
            b += losses[i + 1];
            c += losses[i + 2];
            d += losses[i + 3];
        }
        for (; i < from + n; i++) a += losses[i];
        return (a + b) + (c + d);
    }
}
