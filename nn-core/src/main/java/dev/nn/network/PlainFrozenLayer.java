package dev.nn.network;

import dev.nn.kernel.PredictKernels;

/** A layer in a model that runs on plain loops, whatever the kernels, and needs no memory. */
non-sealed interface PlainFrozenLayer extends FrozenLayer {
    @Override
    default int scratch(int batch) {
        return 0;
    }

    @Override
    default FrozenLayer on(PredictKernels kernels) {
        return this;
    }

    @Override
    default long bytes() {
        return 0;
    }
}
