package dev.nn.optimizer;

/** The checks of hyper-parameters; each rejects NaN, and names what was wrong and what was expected. */
final class Checks {
    /** The least ε: kernels hold it as a float, scaled down by up to √(1 − β₂), and it must not vanish there. */
    private static final double LEAST_EPSILON = 1e-30;

    private Checks() {}

    /** η may be 0, which leaves the parameters as they are. */
    static void learningRate(double value) {
        notNegative("learningRate", value);
    }

    static void decay(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("%s must be at least 0 and less than 1, was %s".formatted(name, value));
        }
    }

    static void epsilon(double value) {
        if (!(value >= LEAST_EPSILON && value <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "epsilon must be finite and at least %s, was %s".formatted(LEAST_EPSILON, value));
        }
    }

    static void notNegative(String name, double value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("%s must be finite and not negative, was %s".formatted(name, value));
        }
    }
}
