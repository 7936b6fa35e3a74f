package dev.nn.simd.function;

import static org.assertj.core.api.Assertions.fail;

/** The array loops of elementary functions with their definitions in double precision and their bounds. */
enum ElementaryFunction {
    EXP,
    LOG1P;

    /** What each promises, for every float, denormal results included. */
    private static final double ULPS = 1;

    /** Whole vectors of any width. */
    private static final int BLOCK = 4096;

    /** Values of whole vectors. */
    void apply(float[] x, float[] y, int length) {
        switch (this) {
            case EXP -> ExponentialLoop.value(x, 0, y, 0, length);
            case LOG1P -> LogarithmLoop.value(x, 0, y, 0, length);
        }
    }

    private double define(double x) {
        return switch (this) {
            case EXP -> Math.exp(x);
            case LOG1P -> Math.log1p(x);
        };
    }

    /** Compares the values at every {@code step}-th float from the bits {@code from} to below {@code to}. */
    void sweep(long from, long to, int step) {
        float[] x = new float[BLOCK], y = new float[BLOCK];
        double[] exact = new double[BLOCK];
        ActivationBound bound = ActivationBound.exactly(ULPS);
        ExactValues function = new ExactValues(this::define, bound.doubt());
        QuickCheck check = bound.quickForValues(false);
        for (long bits = from; bits < to; bits += (long) BLOCK * step) {
            int n = (int) Math.min(BLOCK, (to - bits + step - 1) / step);
            for (int j = 0; j < n; j++) x[j] = Float.intBitsToFloat((int) bits + j * step);
            apply(x, y, BLOCK);
            function.fill(x, 0, n, exact);
            for (int j = 0; j < n; j += ExactValues.PIECE) {
                int last = Math.min(j + ExactValues.PIECE, n) - 1;
                if (last - j + 1 == ExactValues.PIECE && check.admits(exact, y, j)) continue;
                for (int i = j; i <= last; i++) {
                    if (!ActivationBound.areNotFinite(exact[i], y[i])) check(x[i], y[i]);
                }
            }
        }
    }

    private void check(float x, float y) {
        double exact = define(x);
        float rounded = (float) exact;
        if (Float.compare(rounded, y) == 0) return;
        double error = Math.abs(y - exact) / Math.ulp(rounded);
        boolean sameSign = (Float.floatToRawIntBits(rounded) ^ Float.floatToRawIntBits(y)) >= 0;
        if (sameSign && Float.isFinite(rounded) && error <= ULPS) return;
        // The largest float is followed by what would be 2¹²⁸, which rounds to ∞.
        if (rounded == Float.POSITIVE_INFINITY && y == Float.MAX_VALUE && exact < 0x1.000001p128) return;
        fail("%s(%s) is %s, expected %s within %s ulp; off by %.2f".formatted(this, x, y, exact, ULPS, error));
    }
}
