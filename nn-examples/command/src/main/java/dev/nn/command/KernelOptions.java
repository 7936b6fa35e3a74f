package dev.nn.command;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what the arithmetic runs on: threads and kernels. */
public final class KernelOptions {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that share the work; they don't change the result (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(
            names = "--kernels",
            paramLabel = "NAME",
            description = "auto, scalar or simd (default: auto, the fastest that run here).")
    private @Nullable String kernels;

    /** Threads that share the work, at least 1. */
    public int threads() {
        if (threads < 1) throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
        return threads;
    }

    /** The kernels that are asked for, here or by {@code -Dnn.kernels}. Throws like {@link Kernels#named}. */
    public DenseKernels kernels() {
        return kernels == null ? Kernels.best() : Kernels.named(kernels);
    }
}
