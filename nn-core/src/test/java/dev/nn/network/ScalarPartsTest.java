package dev.nn.network;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

/** Parts of networks on scalar kernels. */
class ScalarPartsTest extends PartsContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
