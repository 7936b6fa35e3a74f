package dev.nn.batch;

import dev.nn.data.Dataset;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.Loss;

/**
 * The weights of a batch's rows, with a mean of 1 over all rows of the data, so that a row counts the same in whatever batch
 * it is. Any loss is taken row by row; a row of weight 0 isn't looked at.
 */
public final class RowWeights {
    private final Dataset data;
    private final double mean;
    private final float[] weights;
    private final Rows y;
    private final Rows target;
    private final Rows dy;

    /**
     * Weights for batches of these data.
     *
     * @throws IllegalArgumentException if a weight is negative, infinite or NaN, or all are 0
     */
    public RowWeights(Dataset data, int maxBatch, int outputs) {
        this.data = data;
        this.mean = mean(data);
        this.weights = new float[maxBatch];
        this.y = Rows.allocate(1, outputs);
        this.target = Rows.allocate(1, data.targets());
        this.dy = Rows.allocate(1, outputs);
    }

    private static double mean(Dataset data) {
        double sum = 0;
        for (int row = 0; row < data.size(); row++) {
            float weight = data.weight(row);
            if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "row %d: a weight must be finite and not negative, is %s".formatted(row, weight));
            }
            sum += weight;
        }
        if (sum == 0) throw new IllegalArgumentException("all rows have the weight 0");
        return sum / data.size();
    }

    /** The weight of a row of the data. */
    public double of(int row) {
        return data.weight(row) / mean;
    }

    /** Notes the weights of rows {@code order[from + fromRow]} to {@code order[from + toRow − 1]} of the data. */
    public void gather(int[] order, int from, int fromRow, int toRow) {
        for (int i = fromRow; i < toRow; i++) weights[i] = (float) of(order[from + i]);
    }

    /** What {@link Loss#evaluate} gives, with each row's loss and gradient times its weight. */
    public double evaluate(
            Loss loss,
            DenseKernels kernels,
            int batch,
            int outputs,
            Rows ys,
            Rows targets,
            float scale,
            Rows dys,
            Workspace workspace) {
        double sum = 0;
        for (int r = 0; r < batch; r++) {
            float weight = weights[r];
            copy(ys, r, y, 0, outputs);
            copy(targets, r, target, 0, data.targets());
            for (int j = 0; j < outputs; j++) dy.data()[j] = 0;
            if (weight > 0)
                sum += weight * loss.evaluate(kernels, 1, outputs, y, target, scale * weight, dy, workspace);
            copy(dy, 0, dys, r, outputs);
        }
        return sum;
    }

    private static void copy(Rows from, int fromRow, Rows to, int toRow, int columns) {
        System.arraycopy(from.data(), from.index(fromRow, 0), to.data(), to.index(toRow, 0), columns);
    }
}
