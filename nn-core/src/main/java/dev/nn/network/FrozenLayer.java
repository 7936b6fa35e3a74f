package dev.nn.network;

import dev.nn.kernel.PredictKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/** One layer of a {@link Model}: immutable, for prediction only. Any number of threads may use it. */
public sealed interface FrozenLayer permits FrozenDense, FrozenConvolution, FrozenFrom, PlainFrozenLayer {
    /** Inputs per row. */
    int in();

    /** Outputs per row. */
    int out();

    /** What the layer is, in one line. */
    String describe();

    /** Computes rows {@code fromRow} to {@code toRow} of y from those of x, which is other memory. */
    void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace);

    /** Floats of scratch memory that {@link #predict} may use for so many rows. */
    int scratch(int batch);

    /** Brings {@link #predict} to full speed for any batch up to {@code maxBatch}; nothing to do by default. */
    default void prepare(int maxBatch) {}

    /** Waits until {@link #prepare} has been done where that happens in the background. */
    default void awaitWarmUp() {}

    /** The same layer, computed by other kernels. */
    FrozenLayer on(PredictKernels kernels);

    /** Bytes of memory that the parameters occupy. */
    long bytes();

    /** Arithmetic operations for one row, about: what decides whether threads share the work. */
    long work();

    /** Where the rows that this layer reads come from: so many layers before this one in its model. */
    default int source() {
        return 1;
    }

    /**
     * The same layer where others have been put in between.
     *
     * @param index of this layer among those that move with it
     * @param layers put between these and what came before them
     */
    default FrozenLayer behind(int index, int layers) {
        return source() > index ? new FrozenFrom(this, source() + layers) : this;
    }
}
