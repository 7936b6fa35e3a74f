package org.example;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.DenseKernelsContract;

/** The proof of a user's kernels, as the guide shows it. */
class OwnKernelsTest extends DenseKernelsContract {
    @Override
    public DenseKernels kernels() {
        return new OwnKernels();
    }
}
