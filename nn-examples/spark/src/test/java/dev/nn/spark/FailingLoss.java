package dev.nn.spark;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;

/** Softmax cross-entropy that fails in the first attempt of every task, after the work has been done. */
record FailingLoss() implements CrossEntropy {
    /** Failures so far, in this JVM. */
    static final AtomicInteger FAILURES = new AtomicInteger();

    static void failFirst() {
        if (TaskContext.get().attemptNumber() > 0) return;
        FAILURES.incrementAndGet();
        throw new IllegalStateException("injected failure");
    }

    @Override
    public String name() {
        return "failing";
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
        double loss = CrossEntropy.super.evaluate(kernels, batch, outputs, y, target, scale, dy, workspace);
        failFirst();
        return loss;
    }
}
