package dev.nn.bench.peer;

/** A training in progress. */
public interface Training extends AutoCloseable {
    /** One step: takes the next batch from the data, runs forward and backward, and updates the parameters. */
    void step();

    /** Mean loss over some of the data as it stands now: to see that it learns. */
    double loss();

    @Override
    default void close() {}
}
