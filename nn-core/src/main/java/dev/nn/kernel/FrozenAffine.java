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

    /** Row-major floats, rounded as they are, to be read only: for freezing them again with other kernels. */
    default Affine toAffine() {
        Affine copy = Affine.allocate(WeightLayout.rowMajor(in(), out()));
        for (int j = 0; j < out(); j++) {
            copy.setBias(j, bias(j));
            for (int i = 0; i < in(); i++) copy.setWeight(i, j, weight(i, j));
        }
        return copy;
    }

    /** Bytes of memory that weights and bias occupy, padding included. */
    long bytes();
}
