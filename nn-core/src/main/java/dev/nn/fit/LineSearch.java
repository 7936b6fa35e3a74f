package dev.nn.fit;

import java.util.Arrays;

/**
 * The search for a step along a direction that satisfies the strong Wolfe conditions: the loss falls enough, and its slope
 * becomes flat enough. Brackets are narrowed by cubic interpolation; Nocedal, Wright: Numerical optimization, section 3.5.
 *
 * <p>Near the minimum the loss changes by less than its rounding. There the slopes alone decide, as in the approximate
 * Wolfe conditions of Hager, Zhang: A new conjugate gradient method with guaranteed descent. SIAM J. Optim. 16, 2005.
 */
final class LineSearch {
    private static final double SUFFICIENT = 1e-4;
    private static final double CURVATURE = 0.9;

    /** The rounding of a loss that is computed from floats, as a share of it. */
    private static final double NOISE = 0x1p-22;

    private static final int TRIALS = 30;

    private final Objective objective;
    private final double[] trial;
    private final double[] slope;
    private double value;

    LineSearch(Objective objective) {
        this.objective = objective;
        this.trial = new double[objective.size()];
        this.slope = new double[objective.size()];
    }

    /** Where the last search ended. */
    double[] point() {
        return trial;
    }

    /** The gradient there. */
    double[] gradient() {
        return slope;
    }

    double value() {
        return value;
    }

    /**
     * Searches from {@code at}, with this loss and this gradient; false if no step is good.
     *
     * @param first the length to try first
     */
    boolean search(double[] at, double loss, double[] gradient, double[] direction, double first) {
        double start = Vectors.dot(gradient, direction);
        double low = 0, lowLoss = loss, lowSlope = start, high = Double.POSITIVE_INFINITY, step = first;
        for (int i = 0; i < TRIALS; i++) {
            System.arraycopy(at, 0, trial, 0, at.length);
            Vectors.add(step, direction, trial);
            objective.move(trial);
            if (Arrays.equals(trial, at)) return false;
            value = objective.value(trial, slope);
            double along = Vectors.dot(slope, direction);
            boolean nearly = value <= loss + NOISE * Math.abs(loss) && along <= (2 * SUFFICIENT - 1) * start;
            boolean falls = value <= loss + SUFFICIENT * step * start || nearly;
            if (falls && Math.abs(along) <= -CURVATURE * start) return true;
            if (falls && along < 0) {
                low = step;
                lowLoss = value;
                lowSlope = along;
                step = high == Double.POSITIVE_INFINITY ? 3 * step : (low + high) / 2;
            } else {
                high = step;
                step = inner(low, lowLoss, lowSlope, high, value, along);
            }
        }
        return false;
    }

    /** Where the cubic through two values and slopes is least, but not too near to an end. */
    private static double inner(double low, double f, double df, double high, double g, double dg) {
        double width = high - low, d = df + dg - 3 * (g - f) / width, root = Math.sqrt(d * d - df * dg);
        double share = 1 - (dg + root - d) / (dg - df + 2 * root);
        // Not a number where the loss is none, or the cubic has no minimum.
        return low + width * (share >= 0.1 && share <= 0.9 ? share : share > 0.9 ? 0.9 : share < 0.1 ? 0.1 : 0.5);
    }
}
