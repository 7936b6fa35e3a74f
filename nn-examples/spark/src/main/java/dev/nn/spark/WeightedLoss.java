package dev.nn.spark;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.Loss;
import dev.nn.loss.LossByRow;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loss of rows that count differently: a row's loss, times the weight that stands behind its target. The loss of a batch
 * is the sum over its rows divided by their number, so weights should have a mean of 1. A row of weight 0 isn't looked at: not even
 * NaN counts.
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
        Rows weights = new Rows(target.data(), target.index(0, of.targets(outputs)), target.stride());
        return workspace
                .kept(ByRow.class, ByRow::new)
                .of(this, outputs)
                .evaluate(kernels, batch, y, target, weights, scale, dy, workspace);
    }

    /** Memory for a row; one workspace usually serves one loss. */
    private static final class ByRow {
        private @Nullable WeightedLoss loss;
        private int outputs;
        private @Nullable LossByRow rows;

        LossByRow of(WeightedLoss weighted, int count) {
            LossByRow known = rows;
            if (known != null && weighted.equals(loss) && count == outputs) return known;
            LossByRow made = new LossByRow(weighted.of, count);
            loss = weighted;
            outputs = count;
            rows = made;
            return made;
        }
    }

    @Override
    public List<Operation> operations(int outputs) {
        return of.operations(outputs);
    }

    @Override
    public double value(double[] y, double[] target) {
        int place = of.targets(y.length);
        return target[place] == 0 ? 0 : target[place] * of.value(y, Arrays.copyOf(target, place));
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
