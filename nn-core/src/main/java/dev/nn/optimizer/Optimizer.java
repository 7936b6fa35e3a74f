package dev.nn.optimizer;

import java.util.List;

/**
 * An optimiser's update rule with its hyper-parameters; immutable. What changes from step to step is an {@link
 * OptimizerState}.
 *
 * <p>All rules follow PyTorch's definitions ({@code torch.optim}), including where ε stands, so that runs can be
 * compared step by step. Notation: w a parameter, g its gradient, η the learning rate, t = 1, 2, … the step.
 */
public sealed interface Optimizer permits Sgd, Momentum, Nesterov, AdaGrad, RmsProp, Adam, AdamW {
    /** Name in lower case, as used on the command line and in files. */
    String name();

    /** The learning rate η before any schedule. */
    double learningRate();

    /** How many moment arrays the rule keeps: 0, 1 or 2. */
    int moments();

    /**
     * Writes what a step needs besides the arrays into {@code c}: the constants of the rule with the learning rate and
     * bias corrections folded in, so that kernels do the least work per element. Each rule documents its own.
     *
     * @param step number of the step, from 1
     * @param learningRate η for this step
     * @param c at least {@link OptimizerState#COEFFICIENTS} floats
     */
    void coefficients(long step, double learningRate, float[] c);

    /**
     * The step itself for the elements {@code from} to {@code to}, as plain loops: the definition that every kernel is
     * tested against.
     *
     * @param w parameters
     * @param g gradients
     * @param m first moments, empty if the rule has none
     * @param v second moments, empty if the rule has fewer than two
     */
    void step(float[] c, float[] w, float[] g, float[] m, float[] v, int from, int to);

    /** Every rule with its defaults, in rising order of complexity. */
    static List<Optimizer> all() {
        return List.of(
                Sgd.withDefaults(),
                Momentum.withDefaults(),
                Nesterov.withDefaults(),
                AdaGrad.withDefaults(),
                RmsProp.withDefaults(),
                Adam.withDefaults(),
                AdamW.withDefaults());
    }

    /** The names that {@link #named} knows. */
    static List<String> names() {
        return all().stream().map(Optimizer::name).toList();
    }

    /**
     * The rule of that name with its defaults.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    static Optimizer named(String name) {
        return all().stream()
                .filter(optimizer -> optimizer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown optimizer '%s'; known: %s".formatted(name, String.join(", ", names()))));
    }

    /**
     * The rule of that name with its defaults, but this learning rate.
     *
     * @throws IllegalArgumentException if there is none of that name, or the learning rate is negative or not finite
     */
    static Optimizer named(String name, double learningRate) {
        return switch (named(name)) {
            case Sgd unused -> Sgd.withLearningRate(learningRate);
            case Momentum unused -> Momentum.withLearningRate(learningRate);
            case Nesterov unused -> Nesterov.withLearningRate(learningRate);
            case AdaGrad unused -> AdaGrad.withLearningRate(learningRate);
            case RmsProp unused -> RmsProp.withLearningRate(learningRate);
            case Adam unused -> Adam.withLearningRate(learningRate);
            case AdamW unused -> AdamW.withLearningRate(learningRate);
        };
    }
}
