package dev.nn.fit;

/**
 * The rule that ends a fit.
 *
 * @param maxIterations steps after which it ends in any case, at least 0
 * @param gradient the fit ends when no element of the loss's gradient is larger than this
 * @param decrease the fit ends when a step has lowered the loss by no more than this share of it, and was expected to; with
 *     L-BFGS, which expects nothing, five steps in a row
 */
public record Convergence(int maxIterations, double gradient, double decrease) {
    public Convergence {
        if (maxIterations < 0) {
            throw new IllegalArgumentException("maxIterations must not be negative, was " + maxIterations);
        }
        if (!(gradient >= 0)) throw new IllegalArgumentException("gradient must not be negative, was " + gradient);
        if (!(decrease >= 0)) throw new IllegalArgumentException("decrease must not be negative, was " + decrease);
    }

    /** At most 1,000 steps, until the gradient is at most 1e-6 or a step lowers the loss by at most 1e-9 of it. */
    public static Convergence withDefaults() {
        return new Convergence(1000, 1e-6, 1e-9);
    }

    /** The same with another largest number of steps. */
    public Convergence atMost(int iterations) {
        return new Convergence(iterations, gradient, decrease);
    }

    /** Whether a step that has lowered the loss from one value to another is the last one. */
    boolean hasStalled(double from, double to) {
        return from - to <= decrease * Math.abs(from);
    }
}
