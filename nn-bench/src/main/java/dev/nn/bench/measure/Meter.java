package dev.nn.bench.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The clocks of the current thread, read before and after its work: CPU time, wall time and bytes allocated. */
public final class Meter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long wall;
    private final long bytes;
    private final long cpu;

    private Meter() {
        bytes = THREADS.getCurrentThreadAllocatedBytes();
        wall = System.nanoTime();
        cpu = cpuNanos();
    }

    /** Reads the clocks. */
    public static Meter start() {
        return new Meter();
    }

    /** Reads the clocks again; to be called on the same thread. */
    public Sample stop(long calls) {
        double cpuNanos = cpuNanos() - cpu, wallNanos = System.nanoTime() - wall;
        // The meter itself was allocated before the first reading of bytes, the sample comes after the second.
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        return Sample.of(cpuNanos / calls, wallNanos / calls, (double) allocated / calls);
    }

    /** CPU time of the current thread. */
    public static long cpuNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
