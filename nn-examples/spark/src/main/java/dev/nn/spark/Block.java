package dev.nn.spark;

import dev.nn.kernel.Rows;
import java.io.Serializable;

/**
 * The rows of one partition, packed: what a training keeps in the executors' memory instead of rows.
 *
 * <p>The rows have an order that follows from what they hold, not from when they arrived: a shuffle delivers the rows of
 * a partition in any order, and a partition that is computed again after a failure must be the same.
 *
 * @param features of a row
 * @param targets of a row
 * @param x features, row after row, as they arrived
 * @param target targets, likewise
 * @param order where the first, second … row stands
 * @param digest a hash of all rows, whatever their order
 * @param problem what is wrong with the row behind the last, or empty; a block with a problem is not trained on
 */
record Block(int features, int targets, float[] x, float[] target, int[] order, long digest, String problem)
        implements Serializable {
    /** Rows that are touched together: as many as the processor can wait for at the same time. */
    private static final int TOUCHED = 16;

    /** Where {@link #touch} leaves what it has read, so that the reading is not optimised away. */
    @SuppressWarnings({"UnusedVariable", "NonFinalStaticField"})
    private static float touched;

    /** Number of rows. */
    int size() {
        return order.length;
    }

    /** What the driver has to know of this block. */
    BlockSummary summary() {
        return new BlockSummary(size(), digest, problem);
    }

    /**
     * Copies rows into a batch.
     *
     * @param rows places in the block's order
     */
    void gather(int[] rows, int from, int to, Rows batch, Rows batchTarget) {
        for (int i = from; i < to; i++) {
            if ((i - from) % TOUCHED == 0) touch(rows, i, Math.min(to, i + TOUCHED));
            int row = order[rows[i]];
            System.arraycopy(x, row * features, batch.data(), batch.index(i - from, 0), features);
            System.arraycopy(target, row * targets, batchTarget.data(), batchTarget.index(i - from, 0), targets);
        }
    }

    /**
     * Reads the ends of some rows. Rows come in random order, each on pages of its own, and so the processor waits for
     * their addresses together; to read all of their cache lines ahead gained less.
     */
    private void touch(int[] rows, int from, int to) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            int row = order[rows[i]] * features;
            sum += x[row] + x[row + features - 1];
        }
        // Finite numbers hardly ever add up to that, but the compiler doesn't know, and keeps the reads.
        if (Float.isNaN(sum)) touched = sum;
    }
}
