package dev.nn.network;

import java.util.concurrent.Executor;
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
 * <p>One thread at a time may call {@link #run}. {@link #close} lets the workers return to their executor.
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

    /** Polls before a worker parks: some tens of microseconds, longer than the gaps within a training step. */
    private static final int SPINS = 20_000;

    private static final Operation NOTHING = new Nothing();

    private final int size;

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
    private volatile boolean closed;

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
     * @param executor one that runs tasks on threads of its own: a worker returns only when the team is closed
     */
    public static Team of(Executor executor, int size) {
        if (size < 1) throw new IllegalArgumentException("a team needs at least 1 thread, was " + size);
        Team team = new Team(size);
        try {
            for (int i = 1; i < size; i++) {
                int worker = i;
                executor.execute(() -> team.serve(worker));
            }
        } catch (RuntimeException refused) {
            team.close();
            throw refused;
        }
        return team;
    }

    /** Number of threads, and of parts of every operation. */
    public int size() {
        return size;
    }

    /** Runs every part and returns when all are done; what a part throws is thrown here. */
    @SuppressWarnings("ThreadPriorityCheck") // the yield is a courtesy, nothing depends on it
    public void run(Operation next) {
        if (size == 1) {
            next.run(0, 1);
            return;
        }
        if (closed) throw new IllegalStateException("the team is closed");
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
        closed = true;
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

    private void serve(int worker) {
        long done = 0;
        while (!closed) {
            for (int spin = 0; spin < SPINS && !closed; spin++) {
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
            if (!closed && number == done) LockSupport.park(this);
            parked.set(worker, null);
        }
    }
}
