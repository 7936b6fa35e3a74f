package dev.nn.training;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

/** Training on the scalar kernels. */
class ScalarTrainingTest extends TrainingContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
