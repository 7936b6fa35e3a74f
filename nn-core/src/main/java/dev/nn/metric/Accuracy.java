package dev.nn.metric;

import dev.nn.kernel.Rows;

/**
 * The share of rows whose {@linkplain PredictedClass predicted class} is the target's, from 0 to 1.
 *
 * <p>The target is one column, the number of the class; one output and classes 0 and 1 make it binary accuracy. A row
 * with a NaN output counts as wrong.
 */
public final class Accuracy implements Metric {
    private long right;
    private long rows;

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public void check(int outputs, int targets) {
        PredictedClass.check(targets);
    }

    @Override
    public void reset() {
        right = 0;
        rows = 0;
    }

    @Override
    public void add(int batch, int outputs, Rows y, Rows target) {
        for (int r = 0; r < batch; r++) {
            int predicted = PredictedClass.of(y.data(), y.index(r, 0), outputs);
            if (predicted == target.data()[target.index(r, 0)]) right++;
        }
        rows += batch;
    }

    @Override
    public double value() {
        return (double) right / rows;
    }
}
