package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.WeightLayout;

/** A layer whose parameters are a matrix of weights and a row of biases, with an activation behind the sums. */
sealed interface AffineLayer extends Layer permits Dense, Convolution {
    /** What computes it. */
    DenseKernels kernels();

    /** W and b. */
    Affine parameters();

    /** What follows the sums. */
    Activation activation();

    @Override
    default int parameterCount() {
        int biases = parameters().layout().out();
        return Math.addExact(Math.multiplyExact(parameters().layout().in(), biases), biases);
    }

    @Override
    default int parameterIndex(int i) {
        WeightLayout layout = parameters().layout();
        int columns = layout.out(), weights = layout.in() * columns;
        return i < weights
                ? parameters().weights() + layout.index(i / columns, i % columns)
                : parameters().bias() + i - weights;
    }

    @Override
    default void setParameters(float[] array, float[] values) {
        WeightLayout layout = parameters().layout();
        layout.pack(values, 0, array, parameters().weights());
        System.arraycopy(values, layout.in() * layout.out(), array, parameters().bias(), layout.out());
    }
}
