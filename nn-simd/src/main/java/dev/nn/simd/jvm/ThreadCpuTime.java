package dev.nn.simd.jvm;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** How long the current thread has computed; where the JVM can't tell, the time that has passed. */
public final class ThreadCpuTime {
    private ThreadCpuTime() {}

    static long nanos() {
        try {
            return Bean.nanos();
        } catch (LinkageError | UnsupportedOperationException missing) {
            return System.nanoTime();
        }
    }

    /** Names the optional class, so that only its use can fail. */
    private static final class Bean {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        static long nanos() {
            long time = THREADS.getCurrentThreadCpuTime();
            return time < 0 ? System.nanoTime() : time;
        }
    }
}
