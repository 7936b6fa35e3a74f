package dev.nn.kernel;

import org.jspecify.annotations.Nullable;

/** Offers the scalar kernels: always available, lowest priority. */
final class ScalarKernelProvider implements KernelProvider {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public @Nullable String unavailableBecause() {
        return null;
    }

    @Override
    public DenseKernels create() {
        return new ScalarDenseKernels();
    }
}
