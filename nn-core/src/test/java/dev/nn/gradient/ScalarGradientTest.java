package dev.nn.gradient;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

/** The gradients of the scalar kernels. */
class ScalarGradientTest extends GradientContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
