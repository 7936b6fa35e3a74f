package dev.nn.network;

import dev.nn.kernel.PredictKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/**
 * A layer in a model that doesn't read the result of the layer before it.
 *
 * @param source how many layers before it what it reads has been computed
 */
record FrozenFrom(FrozenLayer layer, int source) implements FrozenLayer {
    @Override
    public FrozenLayer behind(int index, int layers) {
        return source > index ? new FrozenFrom(layer, source + layers) : this;
    }

    @Override
    public int in() {
        return layer.in();
    }

    @Override
    public int out() {
        return layer.out();
    }

    @Override
    public String describe() {
        return layer.describe();
    }

    @Override
    public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
        layer.predict(fromRow, toRow, x, y, workspace);
    }

    @Override
    public int scratch(int batch) {
        return layer.scratch(batch);
    }

    @Override
    public void prepare(int maxBatch) {
        layer.prepare(maxBatch);
    }

    @Override
    public void awaitWarmUp() {
        layer.awaitWarmUp();
    }

    @Override
    public FrozenLayer on(PredictKernels kernels) {
        return new FrozenFrom(layer.on(kernels), source);
    }

    @Override
    public long bytes() {
        return layer.bytes();
    }

    @Override
    public long work() {
        return layer.work();
    }
}
