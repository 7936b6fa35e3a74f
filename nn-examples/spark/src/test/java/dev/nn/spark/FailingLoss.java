package dev.nn.spark;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.Loss;
import dev.nn.loss.SoftmaxCrossEntropy;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;

/** Softmax cross-entropy that fails in the first attempt of every task, after the work has been done. */
record FailingLoss() implements Loss {
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
    public int targets(int outputs) {
        return 1;
    }

    @Override
    public void check(int outputs, float[] target, int at) {
        new SoftmaxCrossEntropy().check(outputs, target, at);
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
        double loss = new SoftmaxCrossEntropy().evaluate(kernels, batch, outputs, y, target, scale, dy, workspace);
        failFirst();
        return loss;
    }

    @Override
    public double value(double[] y, double[] target) {
        return new SoftmaxCrossEntropy().value(y, target);
    }
}
