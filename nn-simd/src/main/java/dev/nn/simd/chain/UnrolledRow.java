package dev.nn.simd.chain;

/**
 * A small network for one row as a single method without a loop; {@link RowClass} writes the class. No interface, whose
 * calls take longer where there are many such classes.
 */
abstract class UnrolledRow {
    /**
     * Computes the outputs for the row {@code x[xi..]}.
     *
     * @param y takes them, from {@code yi} on; may be x
     * @param scratch {@link dev.nn.simd.product.ChainShape#scratch} floats
     */
    abstract void predict(float[] x, int xi, float[] y, int yi, float[] scratch);
}
