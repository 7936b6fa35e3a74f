package dev.nn.bench.work;

/** A network ready to serve: one row in a Java array in, its outputs in a Java array out. */
public interface Predictor extends AutoCloseable {
    /**
     * Predicts one row.
     *
     * @param x inputs
     * @param y where the outputs go
     */
    void predict(float[] x, float[] y);

    @Override
    default void close() {}
}
