package dev.nn.network;

import dev.nn.guard.ExclusiveUse;
import dev.nn.kernel.PerformanceCliff;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that work through the parts of one operation together: the caller and workers on the
 * caller's executor.
 *
 * <p>The operations of a training step take tens to hundreds of microseconds, so handing them over must cost a few: the
 * workers are submitted once, wait for the next operation by spinning briefly before they park, and nothing is
 * allocated. Every thread begins with the part that has its number, so that from operation to operation a part's data
 * stay in one core's cache; then it takes over what nobody has begun, so that a worker that is late, or that the
 * executor never started, makes the work slower, not stuck. Which thread runs a part never shows in the result.
 *
 * <p>One thread at a time may use a team, and an operation may not run another on the same team: {@link #run} throws in
 * both cases. A team of one thread has nothing to share, so any number of threads may use it, also within its
 * operations. {@link #close} lets the workers return to their executor.
 */
public final class Team implements AutoCloseable {
    /** An operation cut into parts. */
    @FunctionalInterface
    public interface Operation {
        /** Does part {@code part} of {@code parts}; runs concurrently with the other parts. */
        void run(int part, int parts);
    }

    /** What there is to do before the first operation; a class, for a lambda would slow down a quick start. */
    private static final class Nothing implements Operation {
        @Override
        public void run(int part, int parts) {}
    }

    /** Ranges are cut at multiples of this, the largest tile side of kernels, so that few threads get partial tiles. */
    private static final int CUT = 16;

    /** Multiply-adds, or elements, below which handing the work over costs more than it saves. */
    private static final long WORTH_SHARING = 250_000;

    /** Polls before a worker parks: some tens of microseconds, longer than the gaps within a training step. */
    private static final int SPINS = 20_000;

    /** The most threads of a team: more than machines have processors, fewer than would exhaust the system. */
    public static final int MOST = 1024;

    /** How long a worker waits for all workers to be submitted, which takes microseconds. */
    private static final long FORMING_SECONDS = 10;

    /** How often a parked worker looks whether its executor has been shut down. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final String INTERRUPTED =
            "a worker of the team was interrupted and has returned: has its executor been shut down?";

    private static final Operation NOTHING = new Nothing();

    private final int size;
    private final ExclusiveUse use = new ExclusiveUse(
            "the team",
            "one operation at a time, from one thread, and none from within another; make a team for each thread");

    /** Number of the thread that has made the team. */
    private final long maker = Thread.currentThread().threadId();

    /** Opens when all workers have been submitted, or the team has ended. */
    private final CountDownLatch formed = new CountDownLatch(1);

    /** Workers that have parked or are about to. */
    private final AtomicReferenceArray<@Nullable Thread> parked;

    /** For each part the number of the last operation in which it was claimed. */
    private final AtomicLongArray claimed;

    private final AtomicInteger unfinished = new AtomicInteger();

    /** Published by the write of {@link #number}. */
    private Operation operation = NOTHING;

    /** Number of the current operation; only the caller writes it. */
    private volatile long number;

    private volatile @Nullable Throwable failure;

    /** Why there is no team any more; null while there is one. */
    private volatile @Nullable String ended;

    private Team(int size) {
        this.size = size;
        this.parked = new AtomicReferenceArray<>(size);
        this.claimed = new AtomicLongArray(size);
    }

    /** The calling thread alone. */
    public static Team single() {
        return new Team(1);
    }

    /**
     * The calling thread and {@code size} − 1 workers that occupy threads of {@code executor} until {@link #close}.
     *
     * <p>An executor with fewer free threads makes the work slower, not stuck. So does one that is shut down before the
     * team is closed: its workers return when they have had nothing to do for a second. If it interrupts a worker, as
     * {@code shutdownNow} does, that worker returns, and the next {@link #run} throws.
     *
     * @param executor one that runs tasks on threads of its own, and doesn't wait for them
     * @param size from 1 to {@link #MOST}
     * @throws IllegalArgumentException if the executor runs tasks on the calling thread or waits for them to end
     * @throws RejectedExecutionException if it refuses a task, for instance because it has been shut down
     */
    public static Team of(Executor executor, int size) {
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException("a team needs from 1 to %d threads, was %d".formatted(MOST, size));
        }
        Team team = new Team(size);
        for (int i = 1; i < size; i++) team.submit(executor, i);
        team.formed.countDown();
        int processors = Runtime.getRuntime().availableProcessors();
        if (size > processors) {
            String subject = "a team of %d threads".formatted(size);
            PerformanceCliff.CROWDED_TEAM.report(
                    subject,
                    "%s has %d processor%s: its threads wait for one another"
                            .formatted(subject, processors, processors == 1 ? "" : "s"));
        }
        return team;
    }

    private void submit(Executor executor, int worker) {
        boolean accepted = false;
        try {
            executor.execute(() -> serve(executor, worker));
            accepted = true;
        } catch (RejectedExecutionException refused) {
            throw new RejectedExecutionException(
                    "the executor refuses worker %d of a team of %d threads: it is shut down or full (%s)"
                            .formatted(worker, size, refused.getMessage()),
                    refused);
        } finally {
            if (!accepted) end("the team was never complete");
        }
        String problem = ended;
        if (problem != null) throw new IllegalArgumentException(problem);
    }

    /** Number of threads, and of parts of every operation. */
    public int size() {
        return size;
    }

    /**
     * Runs every part and returns when all are done; what a part throws is thrown here.
     *
     * @throws IllegalStateException if the team is closed, has lost a worker, or is running another operation, whether
     *     for another thread or further up in this one's calls; nothing has been run then
     */
    public void run(Operation next) {
        String reason = ended;
        if (reason != null) throw new IllegalStateException(reason);
        if (size == 1) {
            next.run(0, 1);
            return;
        }
        use.begin();
        try {
            share(next);
        } finally {
            use.end();
        }
    }

    /** Runs every part, all of them on the calling thread if they are too little work to hand over: one whole part. */
    void run(Operation next, long work) {
        if (work < WORTH_SHARING) next.run(0, 1);
        else run(next);
    }

    /** Where part {@code part} of {@code parts} of n items begins: a multiple of 16, or n. */
    static int cut(int n, int part, int parts) {
        int blocks = (n + CUT - 1) / CUT;
        return Math.min(n, (int) ((long) blocks * part / parts) * CUT);
    }

    @SuppressWarnings("ThreadPriorityCheck") // the yield is a courtesy, nothing depends on it
    private void share(Operation next) {
        operation = next;
        unfinished.set(size);
        long current = number + 1;
        number = current;
        wake();
        work(0, current);
        for (int spin = 0; unfinished.get() > 0; spin++) {
            // A worker that the system has put aside gets this core rather than being waited for.
            if (spin < SPINS) Thread.onSpinWait();
            else Thread.yield();
        }
        Throwable thrown = failure;
        if (thrown == null) return;
        failure = null;
        if (thrown instanceof RuntimeException exception) throw exception;
        if (thrown instanceof Error error) throw error;
        throw new IllegalStateException(thrown);
    }

    /** Sends the workers home; idempotent. */
    @Override
    public void close() {
        end("the team is closed");
    }

    /** Lets the workers return, and {@link #run} say why. */
    private void end(String reason) {
        if (ended == null) ended = reason;
        formed.countDown();
        wake();
    }

    private void wake() {
        for (int worker = 1; worker < size; worker++) {
            Thread thread = parked.get(worker);
            if (thread != null) LockSupport.unpark(thread);
        }
    }

    /** Runs the parts of an operation that can still be claimed, beginning with the thread's own. */
    private void work(int thread, long current) {
        for (int i = 0; i < size; i++) {
            int part = (thread + i) % size;
            // A part is claimed once in each operation, and no operation begins before all of the last are done.
            if (!claimed.compareAndSet(part, current - 1, current)) continue;
            try {
                operation.run(part, size);
            } catch (Throwable thrown) {
                failure = thrown;
            }
            unfinished.decrementAndGet();
        }
    }

    /** A worker's life: the parts of one operation after the other, until the team ends. */
    private void serve(Executor executor, int worker) {
        if (!isWelcome()) return;
        long done = 0;
        while (ended == null) {
            for (int spin = 0; spin < SPINS && ended == null; spin++) {
                long current = number;
                if (current != done) {
                    work(worker, current);
                    done = current;
                    spin = 0;
                }
                Thread.onSpinWait();
            }
            parked.set(worker, Thread.currentThread());
            // Looking again after having announced the parking: the caller sees the thread or has left a new number.
            if (ended == null && number == done) LockSupport.parkNanos(this, LOOK_NANOS);
            parked.set(worker, null);
            // Whoever closes an executor waits for its workers, perhaps before closing the team or without ever doing
            // so.
            if (number == done && executor instanceof ExecutorService service && service.isShutdown()) return;
            // Parking returns at once from now on: the worker would spin for ever.
            if (Thread.currentThread().isInterrupted()) end(INTERRUPTED);
        }
    }

    /** Whether the current thread can be a worker; ends the team if not. */
    private boolean isWelcome() {
        if (Thread.currentThread().threadId() == maker) {
            end("the executor runs a team's worker on the thread that has made the team, as Runnable::run and"
                    + " CallerRunsPolicy do, and would never return: it must have threads of its own");
            return false;
        }
        try {
            if (!formed.await(FORMING_SECONDS, TimeUnit.SECONDS)) {
                end("the executor waits for a team's worker to end before it returns from execute, which would last"
                        + " for ever: it must run tasks while the caller goes on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(INTERRUPTED);
        }
        return ended == null;
    }
}
