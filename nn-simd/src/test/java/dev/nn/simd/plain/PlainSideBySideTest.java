package dev.nn.simd.plain;

import dev.nn.kernel.DenseKernels;
import dev.nn.training.SideBySideContract;

/** Several trainings in lanes on plain loops. */
class PlainSideBySideTest extends SideBySideContract {
    @Override
    protected DenseKernels kernels() {
        return new PlainDenseKernels();
    }

    @Override
    protected boolean hasLanes() {
        return true;
    }
}
