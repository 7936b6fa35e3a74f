package dev.nn.spark;

import dev.nn.data.BatchSource;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

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
        implements BatchSource, Serializable {
    /** Rows whose targets the driver gets. */
    private static final int SAMPLE = 64;

    /** Where {@link #touch} leaves what it has read, so that the reading is not optimised away. */
    @SuppressWarnings({"UnusedVariable", "NonFinalStaticField"})
    private static float touched;

    @Override
    public int size() {
        return order.length;
    }

    /** What the driver has to know of this block. */
    BlockSummary summary() {
        int rows = Math.min(SAMPLE, size());
        List<Float> some = new ArrayList<>(rows * targets);
        float[] row = new float[targets];
        for (int i = 0; i < rows; i++) {
            copyTarget((int) ((long) i * size() / rows), row, 0);
            for (float value : row) some.add(value);
        }
        return new BlockSummary(size(), digest, problem, some);
    }

    @Override
    public void copyFeatures(int row, float[] to, int at) {
        System.arraycopy(x, order[row] * features, to, at, features);
    }

    @Override
    public void copyTarget(int row, float[] to, int at) {
        System.arraycopy(target, order[row] * targets, to, at, targets);
    }

    /**
     * Reads the ends of a row. Rows come in random order, each on pages of its own, and so the processor waits for their
     * addresses together; to read all of their cache lines ahead gained less.
     */
    @Override
    public void touch(int row) {
        int first = order[row] * features;
        float sum = x[first] + x[first + features - 1];
        // Finite numbers hardly ever add up to that, but the compiler doesn't know, and keeps the reads.
        if (Float.isNaN(sum)) touched = sum;
    }
}
