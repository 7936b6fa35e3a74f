package dev.nn.examples.lesson.fit;

import java.util.function.Supplier;

/**
 * A result and how long it took.
 *
 * @param result of the computation
 * @param seconds by the clock
 */
record Timed<T>(T result, double seconds) {
    static <T> Timed<T> of(Supplier<T> computation) {
        long start = System.nanoTime();
        T result = computation.get();
        return new Timed<>(result, (System.nanoTime() - start) * 1e-9);
    }
}
