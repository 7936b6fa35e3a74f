package dev.nn.fit;

/**
 * How a fit went; the network has the parameters that it found.
 *
 * @param iterations steps that were taken
 * @param evaluations runs of all rows through the network, with a gradient or without
 * @param loss what was minimised, at the end: the mean loss of a row, and the penalty if there is one
 * @param gradientNorm the largest element of its gradient, as an absolute value
 * @param stop why it ended
 */
public record FitResult(int iterations, int evaluations, double loss, double gradientNorm, Stop stop) {
    /** Why a fit ended. */
    public enum Stop {
        /** The gradient is as small as was asked for. */
        GRADIENT,
        /** The last step lowered the loss by as little as was asked for. */
        DECREASE,
        /** No step lowers the loss any more: the parameters are as good as floats can be. */
        PRECISION,
        /** As many steps as were allowed have been taken. */
        ITERATIONS,
        /** The thread was interrupted, and still is. */
        INTERRUPTED
    }

    /** Whether it ended at a minimum, as far as it can be told. */
    public boolean hasConverged() {
        return stop != Stop.ITERATIONS && stop != Stop.INTERRUPTED;
    }
}
