package dev.nn.simd;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * A watch over the JVM's compiler threads from outside: they have come to rest when nothing in the process computes but
 * the thread that watches.
 *
 * <p>The JVM doesn't say whether a compilation is waiting or running; it says what the whole process computes. Where other
 * threads of the program are busy, the compilers never seem to rest.
 */
final class CompilerWatch {
    /** Time by the clock in which a waiting compiler would get its turn, even among a dozen busy processes. */
    private static final long LEAST_NANOS = 300_000_000L;

    /** Of that time, and of what the watching thread computes: what a tick of the clock and the collector amount to. */
    private static final double TICK = 0.04, COLLECTOR = 0.05;

    private long since, own, all;

    CompilerWatch() {
        begin();
    }

    private void begin() {
        since = System.nanoTime();
        own = ThreadCpuTime.nanos();
        all = processNanos();
    }

    /** Whether the compilers have done nothing in the last tenths of a second; asked now and then, for instance between rounds. */
    boolean atRest() {
        long nanos = System.nanoTime() - since;
        if (nanos < LEAST_NANOS) return false;
        long ownNanos = ThreadCpuTime.nanos() - own, others = processNanos() - all - ownNanos;
        boolean known = all >= 0;
        begin();
        return known && others < TICK * nanos + COLLECTOR * ownNanos;
    }

    /** Processor time of this process; negative where the JVM can't tell. */
    private static long processNanos() {
        try {
            return Bean.nanos();
        } catch (LinkageError | ClassCastException missing) {
            return -1;
        }
    }

    /** Names the optional class, so that only its use can fail. */
    private static final class Bean {
        private static final OperatingSystemMXBean SYSTEM =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        static long nanos() {
            return SYSTEM.getProcessCpuTime();
        }
    }
}
