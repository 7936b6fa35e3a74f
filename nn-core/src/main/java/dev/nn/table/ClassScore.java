package dev.nn.table;

/**
 * How well one class is told from the others.
 *
 * @param name of the class
 * @param rows of it
 * @param predicted rows that were taken for it
 * @param right rows of it that were taken for it
 */
public record ClassScore(String name, long rows, long predicted, long right) {
    /** Of its rows, the share that was found; NaN without rows. */
    public double recall() {
        return (double) right / rows;
    }

    /** Of the rows that were taken for it, the share that is; NaN if there are none. */
    public double precision() {
        return (double) right / predicted;
    }

    /** The harmonic mean of recall and precision; 0 if none was found, NaN if the class neither is there nor predicted. */
    public double f1() {
        return 2.0 * right / (rows + predicted);
    }
}
