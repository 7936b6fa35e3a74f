package dev.nn.metric;

/** The class that a row of outputs stands for. */
public final class PredictedClass {
    /** No class: an output is NaN. */
    public static final int NONE = -1;

    private PredictedClass() {}

    /** Checks that targets are the numbers of classes. */
    static void check(int targets) {
        if (targets == 1) return;
        throw new IllegalArgumentException(
                ("the metric compares classes with one target column, the class's number; the loss"
                                + " takes %d target columns (of several heads, JointLoss.metric measures one)")
                        .formatted(targets));
    }

    /**
     * The number of the largest output, the first of equals; a single output is the logit of class 1 against class 0,
     * so that 1 is predicted where it is positive. {@link #NONE} if any output is NaN.
     *
     * @param y array that holds the row from {@code at} on
     */
    public static int of(float[] y, int at, int outputs) {
        if (outputs == 1) return Float.isNaN(y[at]) ? NONE : y[at] > 0 ? 1 : 0;
        int largest = 0;
        for (int j = 0; j < outputs; j++) {
            if (Float.isNaN(y[at + j])) return NONE;
            if (y[at + j] > y[at + largest]) largest = j;
        }
        return largest;
    }
}
