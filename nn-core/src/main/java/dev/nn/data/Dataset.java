package dev.nn.data;

/**
 * Rows of features and targets that mini-batches are made of; immutable and safe to read from many threads.
 *
 * <p>Views such as {@link Subset} and {@link Standardizer#apply} share the data behind them. A data set that can do more
 * than copy a row is a {@link BatchSource}.
 */
public interface Dataset {
    /** Number of rows. */
    int size();

    /** Features per row: the inputs of a network. */
    int features();

    /** Target values per row; a class is one value, its number. */
    int targets();

    /** Copies the features of a row into {@code to} from index {@code at} on; allocates nothing. */
    void copyFeatures(int row, float[] to, int at);

    /** Copies the targets of a row into {@code to} from index {@code at} on; allocates nothing. */
    void copyTarget(int row, float[] to, int at);

    /** Whether rows have weights of their own; see {@link WeightedDataset}. */
    default boolean isWeighted() {
        return false;
    }

    /** How much a row counts; only its ratio to those of other rows matters. 1 by default; allocates nothing. */
    default float weight(int row) {
        return 1;
    }
}
