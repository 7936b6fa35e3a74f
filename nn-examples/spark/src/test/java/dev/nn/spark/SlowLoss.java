package dev.nn.spark;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Softmax cross-entropy that takes long, if it is told to. */
record SlowLoss() implements CrossEntropy {
    /** How long each evaluation takes. */
    static final AtomicInteger MILLIS = new AtomicInteger();

    private static final CountDownLatch SLOW = new CountDownLatch(1);

    /** Waits for the first evaluation that takes long. */
    static void awaitSlow() {
        try {
            SLOW.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String name() {
        return "slow";
    }

    @Override
    public double evaluate(
            DenseKernels kernels,
            int batch,
            int outputs,
            Rows y,
            Rows target,
            float scale,
            Rows dy,
            Workspace workspace) {
        if (MILLIS.get() > 0) {
            SLOW.countDown();
            long end = System.nanoTime() + MILLIS.get() * 1_000_000L;
            while (MILLIS.get() > 0 && System.nanoTime() < end) Thread.onSpinWait();
        }
        return CrossEntropy.super.evaluate(kernels, batch, outputs, y, target, scale, dy, workspace);
    }
}
