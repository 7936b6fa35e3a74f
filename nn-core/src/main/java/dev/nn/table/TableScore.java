package dev.nn.table;

import dev.nn.kernel.Rows;
import dev.nn.loss.Loss;

/** How well a model predicts rows whose target is known, gathered row by row in double precision. */
public final class TableScore {
    private final Target target;
    private final Loss loss;
    private final double[] y;
    private final double[] t = new double[1];
    private double sum;
    private double residual;
    private double mean;
    private double spread;
    private long right;
    private long rows;

    /** The score of nothing yet. */
    public TableScore(Target target) {
        this.target = target;
        this.loss = target.loss();
        this.y = new double[target.outputs()];
    }

    /**
     * Adds a row that has been run.
     *
     * @param label its target, as text
     * @throws TableException if the label is missing, no number, or a class that training has not seen
     */
    public void add(TableBatch batch, int row, String label) {
        Rows outputs = batch.outputs();
        for (int j = 0; j < y.length; j++) y[j] = outputs.data()[outputs.index(row, j)];
        if (target instanceof NumberTarget number) {
            t[0] = (number.number(label) - number.mean()) / number.deviation();
            // Welford, as in RSquared; scaled numbers and theirs have the same R².
            double error = y[0] - t[0], before = t[0] - mean;
            residual += error * error;
            mean += before / (rows + 1);
            spread += before * (t[0] - mean);
        } else {
            t[0] = target.encode(label);
            if (batch.get(row).value() == t[0]) right++;
        }
        sum += loss.value(y, t);
        rows++;
    }

    /** Rows added. */
    public long rows() {
        return rows;
    }

    /** Accuracy or R²; NaN without rows, or where the numbers don't vary. */
    public double score() {
        if (target.task() == Task.CLASSIFICATION) return (double) right / rows;
        return spread > 0 ? 1 - residual / spread : Double.NaN;
    }

    /** Mean of the loss that training minimises; NaN without rows. */
    public double loss() {
        return rows == 0 ? Double.NaN : sum / rows;
    }
}
