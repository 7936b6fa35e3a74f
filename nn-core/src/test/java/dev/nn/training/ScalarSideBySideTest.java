package dev.nn.training;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

/** Several trainings on the scalar kernels, one after the other. */
class ScalarSideBySideTest extends SideBySideContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }

    @Override
    protected boolean hasLanes() {
        return false;
    }
}
