package dev.nn.table;

import dev.nn.kernel.Rows;
import dev.nn.loss.Loss;
import dev.nn.metric.Metric;

/** How well a model predicts rows whose target is known, gathered row by row. */
public final class TableScore {
    private final Target target;
    private final Loss loss;
    private final Metric metric;
    private final Rows truth = Rows.allocate(1, 1);
    private final Rows output;
    private final double[] y;
    private final double[] t = new double[1];
    private double sum;
    private long rows;

    /** The score of nothing yet. */
    public TableScore(Target target) {
        this.target = target;
        this.loss = target.loss();
        this.metric = target.newScore();
        this.output = Rows.allocate(1, target.outputs());
        this.y = new double[target.outputs()];
    }

    /**
     * Adds a row that has been run.
     *
     * @param label its target, as text
     * @throws TableException if the label is missing, no number, or a class that training has not seen
     */
    public void add(TableBatch batch, int row, String label) {
        float encoded = target.encode(label);
        Rows outputs = batch.outputs();
        for (int j = 0; j < y.length; j++) {
            float value = outputs.data()[outputs.index(row, j)];
            output.data()[output.index(0, j)] = value;
            y[j] = value;
        }
        truth.data()[truth.index(0, 0)] = encoded;
        t[0] = encoded;
        metric.add(1, y.length, output, truth);
        sum += loss.value(y, t);
        rows++;
    }

    /** Rows added. */
    public long rows() {
        return rows;
    }

    /** Accuracy or R²; NaN without rows. */
    public double score() {
        return metric.value();
    }

    /** Mean of the loss that training minimises; NaN without rows. */
    public double loss() {
        return rows == 0 ? Double.NaN : sum / rows;
    }
}
