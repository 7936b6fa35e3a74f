package dev.nn.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The measurement of what work takes of the current thread: bytes that it allocates once warm, and processor time. */
public final class AllocationProbe {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Calls in a round: one round must be free of any allocation. */
    private static final int CALLS = 300;

    /** After so much processor time the work counts as warm: what it allocates now it always will. */
    private static final long LIMIT_NANOS = 8_000_000_000L;

    /** The same for a canary, which is small and is not to become calm. */
    private static final long CANARY_NANOS = 1_000_000_000L;

    private AllocationProbe() {}

    /** Bytes that the current thread has allocated so far. */
    public static long allocatedBytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Processor time that the current thread has had so far: what else runs on the machine doesn't count. */
    public static long cpuNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /**
     * Bytes that a call of {@code work} allocates in the steady state: 0 as soon as {@value #CALLS} calls in a row allocate
     * nothing, else the mean of the last round before the time is up.
     */
    public static double bytesPerCall(Runnable work) {
        return bytesPerCall(work, LIMIT_NANOS);
    }

    /** The same for work that does allocate, and by which a test shows that it would find that. */
    public static double bytesPerCallOfCanary(Runnable work) {
        return bytesPerCall(work, CANARY_NANOS);
    }

    private static double bytesPerCall(Runnable work, long nanos) {
        long deadline = cpuNanos() + nanos;
        while (true) {
            long before = allocatedBytes();
            for (int call = 0; call < CALLS; call++) work.run();
            long allocated = allocatedBytes() - before;
            if (allocated == 0 || cpuNanos() > deadline) return allocated / (double) CALLS;
        }
    }
}
