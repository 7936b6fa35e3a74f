package dev.nn.simd.jvm;

import dev.nn.simd.jvm.Uncompiled.Family;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The warm-up that spares a program's first real calls the interpreter.
 *
 * <p>Until C2 has compiled a method, every vector in it is an object: calls are a thousand times slower and allocate
 * megabytes. So the kernels that a network needs run on next to no data, in short rounds with pauses that leave the
 * compiler a core, until two rounds have allocated nothing: the sign that the compiled code keeps its vectors in
 * registers. Against a plain loop for a fixed time this reaches steady speed soonest, even on one core.
 */
public final class WarmUp {
    private static final int CALLS_PER_ROUND = 100;
    private static final int CALM_ROUNDS = 2;
    private static final long PAUSE_MILLIS = 2;

    /**
     * Rounds while the compilers are at rest after which C2 has been asked for every method that they run, or never will
     * be: it is asked after 5,000 calls, counted anew when C1 has compiled a method for the last time.
     */
    private static final int ENOUGH_ROUNDS = 6_000 / CALLS_PER_ROUND;

    /** CPU time of this thread: where others want the processor, the compiler gets as little of it as this thread. */
    private static final long LIMIT_CPU_NANOS = 4_000_000_000L;

    /** Time by the clock, whatever happens. */
    private static final long LIMIT_NANOS = 30_000_000_000L;

    /** Rounds where allocation can't be observed: about as many as it takes where it can. */
    private static final int BLIND_ROUNDS = 150;

    /** What a calm round may allocate: the bookkeeping of measuring, never the vectors of even one call. */
    private static final long CALM_BYTES = 2_000;

    /** What has been warmed up in this JVM; compiled code is shared by all networks. */
    private static final Set<Object> DONE = ConcurrentHashMap.newKeySet();

    private WarmUp() {}

    /** Whether this key has been warmed up. */
    public static boolean isDone(Object key) {
        return DONE.contains(key);
    }

    /**
     * Warms up {@code work} unless that has been done under this key. One thread at a time: several would wait for the
     * same compiler and take its processors away.
     *
     * @param otherwise what to do if it doesn't become calm: find out what is {@linkplain Uncompiled not compiled}
     */
    public static void once(Object key, Runnable work, Runnable otherwise) {
        if (DONE.contains(key)) return;
        synchronized (DONE) {
            if (DONE.contains(key)) return;
            if (!untilCalm(work)) otherwise.run();
            DONE.add(key);
        }
    }

    /** Warms up the only kernel of its kind: if it doesn't become calm, plain loops replace it. */
    public static void once(Object key, Runnable work, Family family, Object kind) {
        once(key, work, () -> Uncompiled.add(family, kind));
    }

    /** Warms up one kernel of several that were not calm together: if it isn't alone either, plain loops replace it. */
    public static void judge(Runnable work, Family family, Object kind) {
        if (!untilCalm(work)) Uncompiled.add(family, kind);
    }

    /**
     * Runs {@code work} until it allocates nothing any more; false if it never stops: because the compilers are done with
     * it and it allocates still, or because its time is over.
     */
    public static boolean untilCalm(Runnable work) {
        CompilerWatch compilers = new CompilerWatch(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        boolean blind = AllocatedBytes.now() == AllocatedBytes.UNKNOWN;
        long deadline = System.nanoTime() + LIMIT_NANOS;
        int calm = 0, rounds = 0;
        long cpuDeadline = ThreadCpuTime.nanos() + LIMIT_CPU_NANOS;
        while (System.nanoTime() < deadline && ThreadCpuTime.nanos() < cpuDeadline) {
            long before = AllocatedBytes.now();
            for (int call = 0; call < CALLS_PER_ROUND; call++) work.run();
            long allocated = AllocatedBytes.now() - before;
            rounds++;
            calm = !blind && allocated <= CALM_BYTES ? calm + 1 : 0;
            if (blind ? rounds == BLIND_ROUNDS : calm == CALM_ROUNDS) return true;
            if (compilers.roundsAtRest() >= ENOUGH_ROUNDS && !blind && calm == 0) return false;
            if (!pause()) return true;
        }
        return blind;
    }

    /** False if the thread was interrupted: then warming up ends, and the interruption stays visible. */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
