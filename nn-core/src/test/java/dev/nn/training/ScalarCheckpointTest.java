package dev.nn.training;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

class ScalarCheckpointTest extends CheckpointContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
