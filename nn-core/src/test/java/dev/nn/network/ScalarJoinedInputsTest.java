package dev.nn.network;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

/** Joined inputs on scalar kernels. */
class ScalarJoinedInputsTest extends JoinedInputsContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
