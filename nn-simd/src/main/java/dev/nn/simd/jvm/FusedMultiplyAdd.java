package dev.nn.simd.jvm;

/**
 * Whether {@code Math.fma} is an instruction in this JVM. Where it is not, as with {@code -XX:-UseFMA} or on a processor
 * without it, the JDK computes it with decimals of any length, hundreds of times slower even when compiled.
 *
 * <p>Found out by a measurement of some microseconds: nothing else tells without loading classes for ten milliseconds.
 */
public final class FusedMultiplyAdd {
    private static final int ROUNDS = 4;
    private static final int CALLS = 10;

    /** Interpreted, a call takes some 50 ns as an instruction, and compiled at least 5 µs as decimals. */
    private static final long LIMIT_NANOS = CALLS * 500;

    public static final boolean IS_INSTRUCTION = measure();

    private FusedMultiplyAdd() {}

    private static boolean measure() {
        float sum = 0.1f;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) sum = Math.fma(sum, 0.7f, 0.3f);
            if (System.nanoTime() - start < LIMIT_NANOS) return sum > 0;
        }
        return false;
    }
}
