package dev.nn.simd;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.training.CheckpointContract;

/** Interrupted and resumed trainings on the SIMD kernels. */
class SimdCheckpointTest extends CheckpointContract {
    @Override
    protected DenseKernels kernels() {
        return Kernels.named("simd");
    }
}
