package dev.nn.simd;

/** What is left of a row after its whole vectors, and goes through scratch memory to be a vector too. */
final class Remainder {
    private Remainder() {}

    /**
     * Copies fewer floats than a vector has.
     *
     * <p>A plain loop, because C2 may compile {@link System#arraycopy} of so few into a masked store; and the vector that
     * is loaded from there next has to wait for it, so that a short row takes more than twice as long.
     */
    static void copy(float[] source, int s, float[] target, int t, int n) {
        for (int j = 0; j < n; j++) target[t + j] = source[s + j];
    }
}
