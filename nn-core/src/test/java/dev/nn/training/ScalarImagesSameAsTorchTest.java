package dev.nn.training;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

/** PyTorch's trainings of image networks on the scalar kernels. */
class ScalarImagesSameAsTorchTest extends ImagesSameAsTorchContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
