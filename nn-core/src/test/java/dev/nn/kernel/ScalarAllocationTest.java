package dev.nn.kernel;

/** The scalar kernels allocate nothing. */
class ScalarAllocationTest extends AllocationContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
