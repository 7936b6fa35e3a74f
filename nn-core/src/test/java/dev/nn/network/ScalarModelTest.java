package dev.nn.network;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

/** Models on the scalar kernels. */
class ScalarModelTest extends ModelContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
