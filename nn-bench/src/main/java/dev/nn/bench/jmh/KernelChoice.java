package dev.nn.bench.jmh;

import dev.nn.bench.work.EjmlDenseKernels;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;

/** The kernels that a benchmark's parameter names: a provider's name, or {@code ejml} for the reference. */
final class KernelChoice {
    private KernelChoice() {}

    static DenseKernels named(String name) {
        return name.equals("ejml") ? new EjmlDenseKernels() : Kernels.named(name);
    }
}
