package dev.nn.command;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.network.Team;
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

    /** Threads that share the work, from 1 to what a {@link Team} can have. */
    public int threads() {
        if (threads < 1) throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
        if (threads > Team.MOST) {
            throw new IllegalArgumentException("at most " + Team.MOST + " threads are possible, not " + threads);
        }
        return threads;
    }

    /** The kernels that are asked for, here or by {@code -Dnn.kernels}. Throws like {@link Kernels#named}. */
    public DenseKernels kernels() {
        return kernels == null ? Kernels.best() : Kernels.named(kernels);
    }

    /** The same for work of many seconds: kernels that are as fast as they can be from the first step on. */
    public DenseKernels preparedKernels() {
        return kernels == null ? Kernels.prepared() : Kernels.named(kernels);
    }
}
