package dev.nn.spark;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.Loss;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * A loss of rows that count differently: a row's loss, times the weight that stands behind its target. The loss of a batch
 * is the sum over its rows divided by their number, so weights should have a mean of 1.
 *
 * @param of the loss of a row with weight 1
 */
public record WeightedLoss(Loss of) implements Loss, Serializable {
    @Override
    public String name() {
        return "weighted-" + of.name();
    }

    @Override
    public int targets(int outputs) {
        return of.targets(outputs) + 1;
    }

    @Override
    public void check(int outputs, float[] target, int at) {
        of.check(outputs, target, at);
        float weight = target[at + of.targets(outputs)];
        if (weight >= 0 && weight <= Float.MAX_VALUE) return;
        throw new IllegalArgumentException("the weight must be finite and not negative, is " + weight);
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
        int place = of.targets(outputs);
        double sum = 0;
        for (int row = 0; row < batch; row++) {
            float weight = target.data()[target.index(row, place)];
            double loss = of.evaluate(
                    kernels, 1, outputs, y.from(row), target.from(row), scale * weight, dy.from(row), workspace);
            // Of a row that doesn't count, not even NaN does.
            if (weight > 0) sum += weight * loss;
        }
        return sum;
    }

    @Override
    public List<Operation> operations(int outputs) {
        return of.operations(outputs);
    }

    @Override
    public double value(double[] y, double[] target) {
        int place = of.targets(y.length);
        return target[place] * of.value(y, Arrays.copyOf(target, place));
    }

    private Object writeReplace() {
        return new Form(Shipped.of(of));
    }

    /** What travels: losses are no {@link Serializable}. */
    private record Form(Shipped of) implements Serializable {
        private Object readResolve() {
            return new WeightedLoss(of.loss());
        }
    }
}
