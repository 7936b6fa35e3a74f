package dev.nn.data;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import java.util.List;

/**
 * A data set with ways to fill a batch faster than row by row: kernels convert the features, and rows that lie far apart in
 * memory are fetched ahead.
 */
public interface BatchSource extends Dataset {
    /** Rows that {@link #gather} touches together: as many as the processor can wait for at the same time. */
    int TOUCHED = 16;

    /** The data set itself if it is a source, else one that copies its rows as they are. */
    static BatchSource of(Dataset data) {
        return data instanceof BatchSource source ? source : new RowByRow(data);
    }

    /** The same as {@link #copyFeatures(int, float[], int)} by means of {@code kernels}, where they are faster. */
    default void copyFeatures(DenseKernels kernels, int row, float[] to, int at) {
        copyFeatures(row, to, at);
    }

    /** What {@link #copyFeatures(DenseKernels, int, float[], int)} asks of kernels, to be prepared before the first call. */
    default List<Operation> operations() {
        return List.of();
    }

    /**
     * Rows that lie together where one alone is slow to read, as on a disk; 0, the default, where that makes no difference.
     * A training goes through the data block by block then: blocks in random order, and the rows of some of them shuffled
     * together.
     */
    default int block() {
        return 0;
    }

    /** Fetches what {@link #copyFeatures} will read of a row towards the cache, where that takes long; only a hint. */
    default void touch(int row) {}

    /**
     * Copies the rows {@code order[from]} to {@code order[from + count − 1]} into rows 0 to {@code count} of {@code x}
     * and {@code target}; allocates nothing.
     *
     * @param kernels what converts the features
     * @param x batch × {@link #features}
     * @param target batch × {@link #targets}
     */
    default void gather(DenseKernels kernels, int[] order, int from, int count, Rows x, Rows target) {
        gather(kernels, order, from, 0, count, x, target);
    }

    /** The same for the rows {@code fromRow} to {@code toRow} of the batch only, so that threads can share the work. */
    default void gather(DenseKernels kernels, int[] order, int from, int fromRow, int toRow, Rows x, Rows target) {
        for (int i = fromRow; i < toRow; i++) {
            if ((i - fromRow) % TOUCHED == 0) {
                for (int j = i; j < Math.min(toRow, i + TOUCHED); j++) touch(order[from + j]);
            }
            int row = order[from + i];
            copyFeatures(kernels, row, x.data(), x.index(i, 0));
            copyTarget(row, target.data(), target.index(i, 0));
        }
    }
}
