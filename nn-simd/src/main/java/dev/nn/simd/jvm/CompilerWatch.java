package dev.nn.simd.jvm;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * A watch over the JVM's compiler threads from outside: they have come to rest when nothing in the process computes but
 * the thread that watches.
 *
 * <p>The JVM doesn't say whether a compilation is waiting or running; it says what the whole process computes. Where other
 * threads of the program are busy, the compilers never seem to rest.
 */
public final class CompilerWatch {
    /**
     * What the watching thread computes and sleeps in a look. Time by the clock says nothing: where a dozen others want the
     * processor, a compiler at work gets a fiftieth of it, and so does this thread.
     */
    private static final long LEAST_NANOS = 300_000_000L;

    /** Of that time, and of what the watching thread computes: what a tick of the clock and the collector amount to. */
    private static final double TICK = 0.04, COLLECTOR = 0.05;

    /** The watching thread's pause after each round. */
    private final long pauseNanos;

    /** The beginning of the present look: the watching thread's time, that of the whole process. */
    private long own, all;

    /** Rounds in the present look, and in those before it that have seen nothing, but for the first of them. */
    private int round, atRest;

    /**
     * Whether the look before has seen nothing. A single one may miss the few milliseconds of the first compiler, after
     * which the second is asked for thousands of calls later.
     */
    private boolean rested;

    CompilerWatch(long pauseNanos) {
        this.pauseNanos = pauseNanos;
        begin();
    }

    private void begin() {
        round = 0;
        own = ThreadCpuTime.nanos();
        all = processNanos();
    }

    /**
     * Says that one more round of work is done; returns how many rounds have been done since the compilers were last seen
     * at work.
     */
    int roundsAtRest() {
        round++;
        long ownNanos = ThreadCpuTime.nanos() - own, nanos = ownNanos + round * pauseNanos;
        if (nanos < LEAST_NANOS) return atRest;
        long others = processNanos() - all - ownNanos;
        boolean resting = all >= 0 && others < TICK * nanos + COLLECTOR * ownNanos;
        atRest = resting && rested ? atRest + round : 0;
        rested = resting;
        begin();
        return atRest;
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
