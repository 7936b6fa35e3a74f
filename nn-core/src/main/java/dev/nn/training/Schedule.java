package dev.nn.training;

import java.util.List;

/**
 * A plan of how the learning rate changes during a training, from optimiser step to optimiser step.
 *
 * <p>A plan is relative: it scales the optimiser's own rate, and knows how many steps there will be.
 */
@FunctionalInterface
public interface Schedule {
    /**
     * The learning rate of a step.
     *
     * @param base the optimiser's learning rate
     * @param step number of the step, from 1 to {@code totalSteps}
     * @param totalSteps of the whole training, all epochs
     */
    double rate(double base, long step, long totalSteps);

    /** The base rate all the time. */
    static Schedule constant() {
        return (base, step, totalSteps) -> base;
    }

    /**
     * Times {@code factor} after every {@code steps} steps: base · factor^⌊(step − 1) / steps⌋. For a decay every n
     * epochs, give n times the steps of an epoch.
     */
    static Schedule every(long steps, double factor) {
        requireFactor(factor);
        if (steps < 1) throw new IllegalArgumentException("steps must be at least 1, was " + steps);
        return (base, step, totalSteps) -> base * power(factor, (step - 1) / steps);
    }

    /**
     * Equal stages, each with {@code factor} times the rate of the one before: base · factor^⌊stages · (step − 1) /
     * total⌋.
     */
    static Schedule stages(int stages, double factor) {
        requireFactor(factor);
        if (stages < 1) throw new IllegalArgumentException("stages must be at least 1, was " + stages);
        return (base, step, totalSteps) -> base * power(factor, stages * (step - 1) / totalSteps);
    }

    /**
     * Half a cosine from the base rate down to a floor that would be reached one step after the last: base · (floor +
     * (1 − floor) · ½ (1 + cos π(step − 1)/total)).
     *
     * <p>Loshchilov, Hutter: SGDR: Stochastic gradient descent with warm restarts. ICLR 2017, equation 5.
     *
     * @param floor share of the base rate, from 0 to 1
     */
    static Schedule cosine(double floor) {
        if (!(floor >= 0 && floor <= 1)) throw new IllegalArgumentException("floor must be from 0 to 1, was " + floor);
        return (base, step, totalSteps) -> {
            double progress = Math.min(1, (step - 1.0) / totalSteps);
            return base * (floor + (1 - floor) * (1 + Math.cos(Math.PI * progress)) / 2);
        };
    }

    /**
     * One cycle: from a 25th of the base rate up to it in the first three tenths of the steps, then down to a 250,000th at
     * the last, both on half a cosine. {@code torch.optim.lr_scheduler.OneCycleLR} with its defaults, momentum left alone.
     *
     * <p>Smith, Topin: Super-convergence. arXiv:1708.07120.
     */
    static Schedule oneCycle() {
        return (base, step, totalSteps) -> {
            double top = 0.3 * totalSteps - 1, at = step - 1.0, low = base / 25;
            if (at <= top) return between(low, base, top <= 0 ? 1 : at / top);
            return between(base, low * 1e-4, (at - top) / Math.max(1e-9, totalSteps - 1 - top));
        };
    }

    /** Half a cosine from one value to another. */
    private static double between(double from, double to, double share) {
        return to + (from - to) * (1 + Math.cos(Math.PI * Math.min(1, share))) / 2;
    }

    /**
     * This plan after a warm-up: over the first {@code steps} steps the rate rises linearly to where this plan starts,
     * which then has the rest of the training for itself.
     *
     * <p>Goyal et al.: Accurate, large minibatch SGD. arXiv:1706.02677, section 2.2.
     */
    default Schedule warmUp(long steps) {
        if (steps < 0) throw new IllegalArgumentException("steps must not be negative, was " + steps);
        return (base, step, totalSteps) -> {
            long rest = Math.max(1, totalSteps - steps);
            return step <= steps ? rate(base, 1, rest) * step / steps : rate(base, step - steps, rest);
        };
    }

    /** The names that {@link #named} knows. */
    static List<String> names() {
        return List.of("constant", "step", "cosine", "one-cycle");
    }

    /**
     * The plan of that name: {@code step} means three stages, each with a tenth of the rate of the one before, {@code
     * cosine} goes down to 0.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    static Schedule named(String name) {
        return switch (name) {
            case "constant" -> constant();
            case "step" -> stages(3, 0.1);
            case "cosine" -> cosine(0);
            case "one-cycle" -> oneCycle();
            default ->
                throw new IllegalArgumentException(
                        "unknown schedule '%s'; known: %s".formatted(name, String.join(", ", names())));
        };
    }

    private static double power(double factor, long times) {
        return Math.pow(factor, (double) times);
    }

    private static void requireFactor(double factor) {
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException("factor must be greater than 0 and at most 1, was " + factor);
        }
    }
}
