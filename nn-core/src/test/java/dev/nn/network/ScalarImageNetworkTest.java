package dev.nn.network;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;

/** Networks of images on scalar kernels. */
class ScalarImageNetworkTest extends ImageNetworkContract {
    @Override
    protected DenseKernels kernels() {
        return new ScalarDenseKernels();
    }
}
