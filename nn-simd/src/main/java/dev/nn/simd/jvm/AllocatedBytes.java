package dev.nn.simd.jvm;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How many bytes the current thread has allocated on the heap, where the JVM can tell. */
public final class AllocatedBytes {
    /** What {@link #now} says where the JVM can't tell. */
    static final long UNKNOWN = -1;

    private AllocatedBytes() {}

    public static long now() {
        try {
            return Bean.now();
        } catch (LinkageError | UnsupportedOperationException | ClassCastException missing) {
            return UNKNOWN;
        }
    }

    /** Names the optional class, so that only its use can fail. */
    private static final class Bean {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        static long now() {
            return THREADS.getCurrentThreadAllocatedBytes();
        }
    }
}
