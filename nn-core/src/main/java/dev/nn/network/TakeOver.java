package dev.nn.network;

import dev.nn.event.FlightRecording;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.PerformanceCliff;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The preparation of fast kernels for a {@link Model} that predicts already: a thread of the background that warms them
 * up for the largest batch that anybody has asked for, then gives the model its layers on them, and ends.
 */
final class TakeOver {
    private final Model model;
    private final Kernels.QuickStart start;
    private final CountDownLatch done = new CountDownLatch(1);

    /** Largest batch that has been asked for; guarded by this. */
    private int wanted = 1;

    /** Whether the thread has been started. */
    private volatile boolean begun;

    /** Whether the model has its new layers, or never will; guarded by this. */
    private boolean over;

    TakeOver(Model model, Kernels.QuickStart start) {
        this.model = model;
        this.start = start;
    }

    /** Starts the thread, unless that has been done; it doesn't keep the JVM alive. */
    void begin() {
        if (begun) return;
        synchronized (this) {
            if (begun) return;
            begun = true;
        }
        Thread.ofPlatform().daemon().name("nn-take-over").start(this::run);
    }

    /** Asks for batches of this size; false if it is too late for that, because the take-over has happened. */
    synchronized boolean isPending(int maxBatch) {
        wanted = Math.max(wanted, maxBatch);
        return !over;
    }

    /** Waits until the take-over has happened, or this thread is interrupted, which stays visible. */
    void await(int maxBatch) {
        if (!isPending(maxBatch)) return;
        begin();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            long begin = System.nanoTime();
            DenseKernels kernels = start.prepare();
            if (kernels == null) return;
            List<FrozenLayer> faster =
                    model.layers().stream().map(layer -> layer.on(kernels)).toList();
            SingleRows single = SingleRows.of(faster);
            if (single != null) single.prepare();
            int warm;
            do {
                warm = wanted();
                for (FrozenLayer layer : faster) layer.prepare(warm);
            } while (!replace(faster, single, warm));
            FlightRecording.takeOver(start.plain().name(), kernels.name(), System.nanoTime() - begin);
        } catch (RuntimeException | Error failure) {
            PerformanceCliff.UNPREPARED_KERNELS.report("predictions", "predictions stay on plain loops: " + failure);
        } finally {
            synchronized (this) {
                over = true;
            }
            done.countDown();
        }
    }

    /** False if somebody has asked for a larger batch meanwhile. */
    private synchronized boolean replace(List<FrozenLayer> faster, @Nullable SingleRows single, int warm) {
        if (warm < wanted) return false;
        model.replace(faster, single);
        over = true;
        return true;
    }

    private synchronized int wanted() {
        return wanted;
    }
}
