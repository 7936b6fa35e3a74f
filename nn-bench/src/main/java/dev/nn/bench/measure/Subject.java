package dev.nn.bench.measure;

/** Something whose speed is measured. */
public interface Subject extends AutoCloseable {
    /** Does its work {@code calls} times in a row and says what a call took. */
    Sample run(long calls);

    /** Brings its operands back into the caches, after others have run. */
    default void refresh() {
        run(1);
    }

    /** Ends what it has started. */
    @Override
    default void close() {}

    /** Work on the calling thread. */
    static Subject of(Runnable work) {
        return calls -> {
            Meter meter = Meter.start();
            for (long i = 0; i < calls; i++) work.run();
            return meter.stop(calls);
        };
    }
}
