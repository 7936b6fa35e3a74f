package dev.nn.spark;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.Loss;
import dev.nn.loss.SoftmaxCrossEntropy;

/** Softmax cross-entropy to be changed in one place: what losses that misbehave on purpose have in common. */
interface CrossEntropy extends Loss {
    @Override
    default int targets(int outputs) {
        return 1;
    }

    @Override
    default void check(int outputs, float[] target, int at) {
        new SoftmaxCrossEntropy().check(outputs, target, at);
    }

    @Override
    default double evaluate(
            DenseKernels kernels,
            int batch,
            int outputs,
            Rows y,
            Rows target,
            float scale,
            Rows dy,
            Workspace workspace) {
        return new SoftmaxCrossEntropy().evaluate(kernels, batch, outputs, y, target, scale, dy, workspace);
    }

    @Override
    default double value(double[] y, double[] target) {
        return new SoftmaxCrossEntropy().value(y, target);
    }
}
