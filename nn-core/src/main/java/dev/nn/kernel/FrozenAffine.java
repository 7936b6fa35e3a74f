package dev.nn.kernel;

/**
 * The weights W (in × out) and bias b of an affine map, frozen in the form that one provider's kernels predict with; made
 * by {@link DenseKernels#freeze}. Immutable, so any number of threads may use it.
 */
public interface FrozenAffine {
    /** Rows of W: inputs of the layer. */
    int in();

    /** Columns of W: outputs of the layer. */
    int out();

    /** What the weights are rounded to. */
    Precision precision();

    /** W[row][column], as rounded. */
    float weight(int row, int column);

    /** b[column]. */
    float bias(int column);

    /** Bytes of memory that weights and bias occupy, padding included. */
    long bytes();
}
