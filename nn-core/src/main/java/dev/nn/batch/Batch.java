package dev.nn.batch;

import dev.nn.data.BatchSource;
import dev.nn.data.Dataset;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.Loss;
import dev.nn.network.Network;
import org.jspecify.annotations.Nullable;

/** The rows of a mini-batch, gathered from a data set, and their loss with its gradient. */
public final class Batch {
    private final Network network;
    private final Loss loss;
    private final BatchSource data;
    private final Rows x;
    private final Rows target;
    private final Rows dy;
    private final Workspace workspace = new Workspace();
    private final @Nullable RowWeights weights;

    /**
     * Memory for batches of up to {@code maxRows} rows.
     *
     * @throws IllegalArgumentException if the weights of rows aren't valid
     */
    public Batch(Network network, Loss loss, Dataset data, int maxRows) {
        this.network = network;
        this.loss = loss;
        this.data = BatchSource.of(data);
        x = Rows.allocate(maxRows, network.in());
        target = Rows.allocate(maxRows, data.targets());
        dy = Rows.allocate(maxRows, network.out());
        workspace.prepare(network.kernels(), loss.operations(network.out()));
        workspace.prepare(network.kernels(), this.data.operations());
        weights = data.isWeighted() ? new RowWeights(data, loss, maxRows, network.out()) : null;
    }

    /** The features of the rows that were gathered. */
    public Rows x() {
        return x;
    }

    /** Their targets. */
    public Rows target() {
        return target;
    }

    /** The gradient that {@link #loss} gives. */
    public Rows dy() {
        return dy;
    }

    /** The weight of a row of the data; 1 on the mean over all of them. */
    public double weight(int row) {
        return weights == null ? 1 : weights.of(row);
    }

    /** Gathers rows {@code fromRow} to {@code toRow} of the batch that begins at {@code order[from]}. */
    public void gather(int[] order, int from, int fromRow, int toRow) {
        data.gather(network.kernels(), order, from, fromRow, toRow, x, target);
        if (weights != null) weights.gather(order, from, fromRow, toRow);
    }

    /**
     * The sum of the losses of the first rows, each times its weight; writes its gradient, times {@code scale}.
     *
     * @param y what the network gave
     */
    public double loss(int rows, Rows y, float scale) {
        return weights == null
                ? loss.evaluate(network.kernels(), rows, network.out(), y, target, scale, dy, workspace)
                : weights.evaluate(network.kernels(), rows, y, target, scale, dy, workspace);
    }
}
