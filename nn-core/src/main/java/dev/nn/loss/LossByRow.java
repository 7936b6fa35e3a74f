package dev.nn.loss;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/**
 * A loss taken row by row, each times a weight of its own. A row of weight 0 isn't looked at: its gradient is 0 even where its
 * outputs are NaN.
 *
 * <p>It belongs to one thread.
 */
public final class LossByRow {
    private final Loss loss;
    private final int outputs;
    private final int targets;
    private final Rows y;
    private final Rows target;
    private final Rows dy;

    /**
     * The rows of this loss.
     *
     * @param outputs of the network
     */
    public LossByRow(Loss loss, int outputs) {
        this.loss = loss;
        this.outputs = outputs;
        targets = loss.targets(outputs);
        y = Rows.allocate(1, outputs);
        target = Rows.allocate(1, targets);
        dy = Rows.allocate(1, outputs);
    }

    /**
     * What {@link Loss#evaluate} gives, with each row's loss and gradient times its weight.
     *
     * @param weights of the rows, in their first column, finite and not negative
     */
    public double evaluate(
            DenseKernels kernels,
            int batch,
            Rows ys,
            Rows targetRows,
            Rows weights,
            float scale,
            Rows dys,
            Workspace workspace) {
        double sum = 0;
        for (int r = 0; r < batch; r++) {
            float weight = weights.data()[weights.index(r, 0)];
            if (weight > 0) {
                copy(ys, r, y, 0, outputs);
                copy(targetRows, r, target, 0, targets);
                sum += weight * loss.evaluate(kernels, 1, outputs, y, target, scale * weight, dy, workspace);
            } else {
                for (int j = 0; j < outputs; j++) dy.data()[j] = 0;
            }
            copy(dy, 0, dys, r, outputs);
        }
        return sum;
    }

    private static void copy(Rows from, int fromRow, Rows to, int toRow, int columns) {
        System.arraycopy(from.data(), from.index(fromRow, 0), to.data(), to.index(toRow, 0), columns);
    }
}
