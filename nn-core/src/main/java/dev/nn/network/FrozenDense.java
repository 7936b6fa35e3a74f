package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.Operation;
import dev.nn.kernel.PredictKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/** A {@link Dense} layer in a model. */
record FrozenDense(PredictKernels kernels, FrozenAffine parameters, Activation activation) implements FrozenLayer {
    @Override
    public int in() {
        return parameters.in();
    }

    @Override
    public int out() {
        return parameters.out();
    }

    @Override
    public String describe() {
        return Dense.describe(in(), out(), activation);
    }

    @Override
    public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
        kernels.predict(fromRow, toRow, x, parameters, activation, y, workspace);
    }

    @Override
    public int scratch(int batch) {
        return kernels.scratch(operation(batch));
    }

    @Override
    public void prepare(int maxBatch) {
        kernels.prepare(operation(maxBatch));
    }

    private Operation operation(int maxBatch) {
        return new Operation.Prediction(maxBatch, parameters, activation);
    }

    @Override
    public void awaitWarmUp() {
        kernels.awaitWarmUp();
    }

    @Override
    public FrozenLayer on(PredictKernels other) {
        return new FrozenDense(other, other.freeze(parameters.toAffine(), parameters.precision()), activation);
    }

    @Override
    public long bytes() {
        return parameters.bytes();
    }

    @Override
    public long work() {
        return (long) in() * out();
    }
}
