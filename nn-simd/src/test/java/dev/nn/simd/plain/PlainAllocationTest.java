package dev.nn.simd.plain;

import dev.nn.kernel.AllocationContract;
import dev.nn.kernel.DenseKernels;

/** The plain kernels allocate nothing. */
class PlainAllocationTest extends AllocationContract {
    @Override
    protected DenseKernels kernels() {
        return new PlainDenseKernels();
    }
}
