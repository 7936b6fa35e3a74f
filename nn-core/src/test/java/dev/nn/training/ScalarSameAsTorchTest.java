package dev.nn.training;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

/** PyTorch's trainings on the scalar kernels. */
class ScalarSameAsTorchTest extends SameAsTorchContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
