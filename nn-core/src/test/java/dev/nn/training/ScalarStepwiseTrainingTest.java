package dev.nn.training;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

/** Training by steps on the scalar kernels. */
class ScalarStepwiseTrainingTest extends StepwiseTrainingContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
