package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Precision;
import dev.nn.kernel.PredictKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/**
 * A {@link Convolution} in a model.
 *
 * @param convolution theirs for images
 * @param parameters frozen by those
 */
record FrozenConvolution(
        DenseKernels kernels,
        ConvolutionKernels convolution,
        ConvolutionShape shape,
        FrozenAffine parameters,
        Activation activation)
        implements FrozenLayer {
    /** A copy of these parameters, rounded to {@code precision}. */
    static FrozenConvolution of(
            DenseKernels kernels,
            ConvolutionShape shape,
            Affine parameters,
            Activation activation,
            Precision precision) {
        ConvolutionKernels convolution = kernels.convolution();
        FrozenAffine frozen = convolution.freeze(shape, parameters, precision);
        return new FrozenConvolution(kernels, convolution, shape, frozen, activation);
    }

    @Override
    public int in() {
        return shape.in();
    }

    @Override
    public int out() {
        return shape.out();
    }

    @Override
    public String describe() {
        return Convolution.describe(shape, activation);
    }

    @Override
    public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
        int pixels = shape.outPixels();
        convolution.predict(fromRow * pixels, toRow * pixels, x, shape, parameters, activation, y, workspace);
    }

    @Override
    public int scratch(int batch) {
        return kernels.scratch(operation());
    }

    @Override
    public void prepare(int maxBatch) {
        kernels.prepare(operation());
    }

    private Operation operation() {
        return new Operation.ConvolutionPrediction(shape, parameters, activation);
    }

    @Override
    public void awaitWarmUp() {
        kernels.awaitWarmUp();
    }

    @Override
    public FrozenLayer on(PredictKernels other) {
        // Kernels that only predict have no convolution.
        if (!(other instanceof DenseKernels dense)) return this;
        return of(dense, shape, parameters.toAffine(), activation, parameters.precision());
    }

    @Override
    public long bytes() {
        return parameters.bytes();
    }

    @Override
    public long work() {
        return (long) shape.out() * shape.patch();
    }
}
