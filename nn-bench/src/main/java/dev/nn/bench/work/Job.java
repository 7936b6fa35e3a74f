package dev.nn.bench.work;

import java.util.Set;

/**
 * Work that can be repeated and checked: operands in place, results to be read.
 *
 * <p>{@link #run} is what is timed.
 */
public interface Job extends AutoCloseable {
    /** Does the work once, from the operands to the results. */
    void run();

    /** What it computes. */
    Set<Output> outputs();

    /** Copies one of the results, row-major; not on the hot path. */
    float[] read(Output output);

    /** Gives back memory outside the heap. */
    @Override
    default void close() {}
}
