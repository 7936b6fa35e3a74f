package dev.nn.network;

import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.PoolWindows;
import dev.nn.kernel.PredictKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/**
 * A {@link MaxPool} in a model.
 *
 * @param pooling that of the kernels
 */
record FrozenMaxPool(DenseKernels kernels, ConvolutionKernels pooling, MaxPool layer, PoolWindows windows)
        implements FrozenUnchanged {
    static FrozenMaxPool of(DenseKernels kernels, MaxPool layer, PoolWindows windows) {
        return new FrozenMaxPool(kernels, kernels.convolution(), layer, windows);
    }

    @Override
    public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
        pooling.maxPool(fromRow, toRow, x, windows, y);
    }

    @Override
    public void prepare(int maxBatch) {
        kernels.prepare(new Operation.MaxPooling(windows.channels()));
    }

    @Override
    public void awaitWarmUp() {
        kernels.awaitWarmUp();
    }

    @Override
    public FrozenLayer on(PredictKernels other) {
        // Kernels that only predict have no pooling.
        return other instanceof DenseKernels dense ? of(dense, layer, windows) : this;
    }

    @Override
    public long work() {
        return windows.work();
    }
}
