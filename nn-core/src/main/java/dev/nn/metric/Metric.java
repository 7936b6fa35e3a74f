package dev.nn.metric;

import dev.nn.kernel.Rows;

/** A measure of how good outputs are, gathered batch by batch without allocation. */
public interface Metric {
    /** Name in lower case, for reports. */
    String name();

    /**
     * Checks that it can measure a network; by default it can measure any.
     *
     * @param outputs of the network
     * @param targets columns of a target row
     * @throws IllegalArgumentException that says what is wrong and what was expected
     */
    default void check(int outputs, int targets) {}

    /** Forgets what was added. */
    void reset();

    /** Adds rows 0 to {@code batch}: the network's outputs and the targets. */
    void add(int batch, int outputs, Rows y, Rows target);

    /** The measure over all rows added since the last reset; NaN for none. */
    double value();
}
