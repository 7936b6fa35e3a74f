package dev.nn.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a JVM that prepares fast kernels while others compute: it takes one job after the other and ends when
 * there are none. It doesn't keep the JVM alive.
 */
final class BackgroundWarmUp {
    /** What the first steps of a program get for themselves: some are over by then. */
    private static final long DELAY_MILLIS = 50;

    private static final Deque<Runnable> JOBS = new ArrayDeque<>();

    private static boolean running;

    private BackgroundWarmUp() {}

    /** @param job throws nothing */
    static void add(Runnable job) {
        synchronized (JOBS) {
            JOBS.add(job);
            if (running) return;
            running = true;
        }
        Thread.ofPlatform().daemon().name("nn-warm-up").start(BackgroundWarmUp::run);
    }

    private static void run() {
        try {
            Thread.sleep(DELAY_MILLIS);
        } catch (InterruptedException e) {
            // Nobody knows this thread; if somebody wants it to hurry, it does.
        }
        for (Runnable job = next(); job != null; job = next()) job.run();
    }

    private static @Nullable Runnable next() {
        synchronized (JOBS) {
            Runnable job = JOBS.poll();
            running = job != null;
            return job;
        }
    }
}
