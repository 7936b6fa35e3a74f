package dev.nn.training;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

/** Steps in parts on scalar kernels. */
class ScalarMicroBatchTest extends MicroBatchContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
