package dev.nn.metric;

import dev.nn.kernel.Rows;

/** A measure of how good outputs are, gathered batch by batch without allocation. */
public interface Metric {
    /** Name in lower case, for reports. */
    String name();

    /** Forgets what was added. */
    void reset();

    /** Adds rows 0 to {@code batch}: the network's outputs and the targets. */
    void add(int batch, int outputs, Rows y, Rows target);

    /** The measure over all rows added since the last reset; NaN for none. */
    double value();
}
