package dev.nn.bench.work;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.DenseKernelsContract;

/** The contract for the reference on EJML: what passes on another's arithmetic tests the contract itself. */
class EjmlDenseKernelsTest extends DenseKernelsContract {
    @Override
    public DenseKernels kernels() {
        return new EjmlDenseKernels();
    }
}
