package dev.nn.fit;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

/** Fits on scalar kernels. */
class ScalarFitTest extends FitContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
