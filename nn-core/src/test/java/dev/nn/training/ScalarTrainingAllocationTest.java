package dev.nn.training;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

/** A training step on the scalar kernels allocates nothing. */
class ScalarTrainingAllocationTest extends TrainingAllocationContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
