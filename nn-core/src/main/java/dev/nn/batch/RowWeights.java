package dev.nn.batch;

import dev.nn.data.Dataset;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.Loss;
import dev.nn.loss.LossByRow;

/**
 * The weights of a batch's rows, with a mean of 1 over all rows of the data, so that a row counts the same in whatever batch
 * it is.
 */
public final class RowWeights {
    private final Dataset data;
    private final double mean;
    private final Rows weights;
    private final LossByRow loss;

    /**
     * Weights for batches of these data.
     *
     * @throws IllegalArgumentException if a weight is negative, infinite or NaN, or all are 0
     */
    public RowWeights(Dataset data, Loss loss, int maxBatch, int outputs) {
        this.data = data;
        this.mean = check(data);
        this.weights = Rows.of(new float[maxBatch], 1);
        this.loss = new LossByRow(loss, outputs);
    }

    /**
     * The mean of all rows' weights.
     *
     * @throws IllegalArgumentException if a weight is negative, infinite or NaN, or all are 0
     */
    public static double check(Dataset data) {
        double sum = 0;
        for (int row = 0; row < data.size(); row++) {
            float weight = data.weight(row);
            if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "row %d: a weight must be finite and not negative, is %s".formatted(row, weight));
            }
            sum += weight;
        }
        if (sum == 0 && data.size() > 0) throw new IllegalArgumentException("all rows have the weight 0");
        return sum / data.size();
    }

    /** The weight of a row of the data. */
    public double of(int row) {
        return data.weight(row) / mean;
    }

    /** Notes the weights of rows {@code order[from + fromRow]} to {@code order[from + toRow − 1]} of the data. */
    public void gather(int[] order, int from, int fromRow, int toRow) {
        for (int i = fromRow; i < toRow; i++) weights.data()[i] = (float) of(order[from + i]);
    }

    /** What {@link Loss#evaluate} gives, with each row's loss and gradient times its weight. */
    public double evaluate(
            DenseKernels kernels, int batch, Rows y, Rows target, float scale, Rows dy, Workspace workspace) {
        return loss.evaluate(kernels, batch, y, target, weights, scale, dy, workspace);
    }
}
