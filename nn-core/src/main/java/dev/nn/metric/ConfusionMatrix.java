package dev.nn.metric;

import dev.nn.kernel.Rows;
import java.util.Arrays;
import java.util.Locale;

/**
 * The counts of rows by their actual class and their {@linkplain PredictedClass predicted class}.
 *
 * <p>The target is one column, the number of the class. Rows with a NaN output have no predicted class; they count as
 * wrong and are shown apart.
 */
public final class ConfusionMatrix implements Metric {
    private final int classes;
    /** Row-major, classes × (classes + 1): the last column is for rows without predicted class. */
    private final long[] counts;

    /** An empty matrix for classes 0 to {@code classes} − 1. */
    public ConfusionMatrix(int classes) {
        if (classes < 2) throw new IllegalArgumentException("classes must be at least 2, was " + classes);
        this.classes = classes;
        this.counts = new long[Math.multiplyExact(classes, classes + 1)];
    }

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public void check(int outputs, int targets) {
        PredictedClass.check(targets);
        requireClasses(outputs);
    }

    private void requireClasses(int outputs) {
        if (outputs == classes || (outputs == 1 && classes == 2)) return;
        throw new IllegalArgumentException("%d classes need as many outputs, got %d".formatted(classes, outputs));
    }

    @Override
    public void reset() {
        Arrays.fill(counts, 0);
    }

    /**
     * Adds rows 0 to {@code batch}.
     *
     * @throws IllegalArgumentException if the outputs aren't one per class (or one for two classes), or a label isn't a
     *     whole number from 0 to classes − 1
     */
    @Override
    public void add(int batch, int outputs, Rows y, Rows target) {
        requireClasses(outputs);
        for (int r = 0; r < batch; r++) {
            float label = target.data()[target.index(r, 0)];
            if (!(label >= 0 && label < classes && label == (int) label)) {
                throw new IllegalArgumentException(
                        "label %s must be a whole number from 0 to %d".formatted(label, classes - 1));
            }
            int predicted = PredictedClass.of(y.data(), y.index(r, 0), outputs);
            counts[index((int) label, predicted == PredictedClass.NONE ? classes : predicted)]++;
        }
    }

    public int classes() {
        return classes;
    }

    /** Rows of class {@code actual} that were taken for class {@code predicted}. */
    public long count(int actual, int predicted) {
        return counts[index(actual, predicted)];
    }

    /** Rows of class {@code actual} with a NaN output. */
    public long undecided(int actual) {
        return counts[index(actual, classes)];
    }

    /** The accuracy: right rows over all rows. */
    @Override
    public double value() {
        long right = 0;
        for (int c = 0; c < classes; c++) right += count(c, c);
        return (double) right / Arrays.stream(counts).sum();
    }

    /** Of the rows that were taken for this class, the share that belongs to it; NaN if there were none. */
    public double precision(int predicted) {
        long taken = 0;
        for (int c = 0; c < classes; c++) taken += count(c, predicted);
        return (double) count(predicted, predicted) / taken;
    }

    /** Of the rows of this class, the share that was taken for it; NaN if there were none. */
    public double recall(int actual) {
        long rows = undecided(actual);
        for (int c = 0; c < classes; c++) rows += count(actual, c);
        return (double) count(actual, actual) / rows;
    }

    /** A table: a line per actual class with its recall, a column per predicted class with its precision below. */
    @Override
    public String toString() {
        boolean nan = false;
        for (int c = 0; c < classes; c++) nan |= undecided(c) > 0;
        StringBuilder table = new StringBuilder("actual \\ predicted\n").append(" ".repeat(6));
        for (int c = 0; c < classes; c++) table.append("%8d".formatted(c));
        table.append(nan ? "     NaN" : "").append("  recall\n");
        for (int actual = 0; actual < classes; actual++) {
            table.append("%6d".formatted(actual));
            for (int c = 0; c < classes; c++) table.append("%8d".formatted(count(actual, c)));
            if (nan) table.append("%8d".formatted(undecided(actual)));
            table.append("  %s\n".formatted(percent(recall(actual))));
        }
        table.append("prec. ");
        for (int c = 0; c < classes; c++) table.append("%8s".formatted(percent(precision(c))));
        return table.append('\n').toString();
    }

    private int index(int actual, int predicted) {
        return actual * (classes + 1) + predicted;
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
