package dev.nn.examples.lesson.network;

/** Floats with fewer significant bits than the 24 they have, as shorter formats keep them: bfloat16 has 8, half has 11. */
final class RoundedWeights {
    private static final int FLOAT_BITS = 24;

    private RoundedWeights() {}

    /** Rounds each weight to the nearest one with so many bits, in place; of two as near to the even one. */
    static void round(float[] weights, int bits) {
        for (int i = 0; i < weights.length; i++) {
            // In units of the last bit that is kept the weight is a whole number plus what goes.
            float unit = Math.scalb(Math.ulp(weights[i]), FLOAT_BITS - bits);
            weights[i] = (float) Math.rint(weights[i] / unit) * unit;
        }
    }
}
