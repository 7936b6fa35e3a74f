package dev.nn.bench.measure;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A neighbour that streams memory: a thread that copies from front to back, again and again, more than any cache holds. It
 * takes the caches and the bandwidth that cores share, but not the core.
 */
public final class MemoryStream implements AutoCloseable {
    /** In multiples of the last cache: what is read again has left it by then. */
    private static final int CACHES = 2;

    private static final long KIBIBYTE = 1024;

    /** Copied in one go: some ten microseconds, so that it stops soon. */
    private static final long CHUNK = 256 * KIBIBYTE;

    /** What is copied. */
    private static final byte PATTERN = 0x55;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment source, target;
    private final Thread thread;
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean wanted;
    private volatile boolean streaming;
    private volatile boolean closed;

    // Of the thread that starts and stops it.
    private long since, from;
    private double streamedBytes, streamedNanos;

    /** A neighbour at rest. */
    public MemoryStream() {
        this(Math.max(MemoryLevel.DRAM.workingSet(), CACHES * MemoryLevel.L3.kibibytes())
                * KIBIBYTE
                / 2
                / CHUNK
                * CHUNK);
    }

    /** The same with so many bytes to copy, whole chunks. */
    MemoryStream(long size) {
        source = arena.allocate(size).fill(PATTERN);
        target = arena.allocate(size).fill((byte) 0);
        thread = new Thread(this::stream, "memory stream");
        thread.setDaemon(true);
        thread.start();
    }

    private void stream() {
        for (long at = 0; !closed; ) {
            if (!wanted) {
                streaming = false;
                LockSupport.park(this);
                continue;
            }
            streaming = true;
            MemorySegment.copy(source, at, target, at, CHUNK);
            bytes.lazySet(bytes.get() + 2 * CHUNK);
            at = (at + CHUNK) % source.byteSize();
        }
        streaming = false;
    }

    /** From now on it streams. Returns when nothing else is left in the caches that cores share. */
    public void start() {
        if (wanted) return;
        if (closed) throw new IllegalStateException("closed");
        wanted = true;
        LockSupport.unpark(thread);
        long filled = bytes.get() + MemoryLevel.L3.kibibytes() * KIBIBYTE;
        while (bytes.get() < filled) await();
        from = bytes.get();
        since = System.nanoTime();
    }

    /** It rests from now on; returns when it does. */
    public void stop() {
        if (!wanted) return;
        streamedNanos += System.nanoTime() - since;
        streamedBytes += bytes.get() - from;
        wanted = false;
        while (streaming) await();
    }

    /** Spins, for times of some microseconds; a thread that has died would be waited for in vain. */
    private void await() {
        if (!thread.isAlive()) throw new IllegalStateException("the neighbour has died");
        Thread.onSpinWait();
    }

    /** Whether it is at work now. */
    public boolean isStreaming() {
        return streaming;
    }

    /** What it read and wrote between the starts and stops so far, in GB/s by the clock; NaN before the first. */
    public double gigabytesPerSecond() {
        return streamedNanos == 0 ? Double.NaN : streamedBytes / streamedNanos;
    }

    /** Ends the thread and frees the memory; returns when that is done. */
    @Override
    public void close() {
        if (closed) return;
        stop();
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
            arena.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Bytes that it has read and written so far. */
    long streamed() {
        return bytes.get();
    }

    /** Whether everything has been copied; to be called after a whole pass, for tests. */
    boolean isCopy() {
        return source.mismatch(target) < 0;
    }

    /** Whether its thread lives, for tests. */
    boolean isAlive() {
        return thread.isAlive();
    }
}
