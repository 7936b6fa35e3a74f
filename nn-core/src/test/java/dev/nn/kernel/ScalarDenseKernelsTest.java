package dev.nn.kernel;

/** The contract for the scalar kernels, which are the definition. */
class ScalarDenseKernelsTest extends DenseKernelsContract {
    @Override
    public DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
