package dev.nn.training;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

/** Rows with weights on scalar kernels. */
class ScalarRowWeightsTest extends RowWeightsContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
