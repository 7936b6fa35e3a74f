package dev.nn.kernel;

/**
 * Consecutive dense layers as one operation on a single row, or on many, with the bits that one layer after the other gives: for small
 * networks, whose arithmetic takes less time than the way into each layer's kernel.
 *
 * <p>Immutable and safe to share between threads; allocates nothing.
 */
public interface RowPredictor {
    /**
     * Computes the last layer's outputs for one row.
     *
     * @param x the first layer's inputs, from {@code xi} on
     * @param y takes the outputs, from {@code yi} on; may be x
     * @param scratch what {@link Operation.RowPrediction} needs
     * @return false if it can't do that yet and has done nothing: then the layers are to be called
     */
    boolean predict(float[] x, int xi, float[] y, int yi, Workspace scratch);

    /**
     * The same without any memory but the arguments, so that threads need not take turns.
     *
     * @param x the first layer's inputs, from {@code xi} on
     * @param y takes the outputs, from {@code yi} on; may be x
     * @return false if it can't do that, or not yet, and has done nothing
     */
    default boolean predict(float[] x, int xi, float[] y, int yi) {
        return false;
    }

    /**
     * Computes the last layer's outputs for rows {@code fromRow} to {@code toRow}, some dozens or more.
     *
     * @param y takes the outputs; other memory than x
     * @return false if this is no faster than layer after layer, or not ready, and nothing has been done
     */
    boolean predict(int fromRow, int toRow, Rows x, Rows y, Workspace scratch);
}
