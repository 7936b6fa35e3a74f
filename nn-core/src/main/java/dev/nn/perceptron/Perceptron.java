package dev.nn.perceptron;

import java.util.Arrays;

/**
 * A linear threshold unit: P(x) = 1 if w · x̃ &gt; 0, else 0, with x̃ = (1, x), so that w₀ is the bias.
 *
 * {@snippet file="dev/nn/snippet/PerceptronSnippetsTest.java" region="train" :
 * Perceptron perceptron = Perceptron.zero(2);
 * PerceptronTraining training = perceptron.train(points, targets, 1, 1000);
 * }
 *
 * It learns from mistakes only: w ← w + r (T − P) x̃. If some plane separates the two classes, it makes finitely many
 * mistakes; if none does, it never ends.
 *
 * <p>Rosenblatt: The perceptron, a probabilistic model for information storage and organization in the brain.
 * Psychological Review 65, 1958. The bound: Novikoff, On convergence proofs for perceptrons, 1962; see {@link
 * #mistakeBound}.
 */
public final class Perceptron {
    private final double[] weights;

    private Perceptron(double[] weights) {
        this.weights = weights;
    }

    /** All weights zero: it answers 0 to everything. */
    public static Perceptron zero(int inputs) {
        if (inputs < 1) throw new IllegalArgumentException("a perceptron needs at least 1 input, was " + inputs);
        return new Perceptron(new double[inputs + 1]);
    }

    /**
     * A perceptron with these weights.
     *
     * @param weights the bias, then one weight for each input
     */
    public static Perceptron of(double... weights) {
        if (weights.length < 2) {
            throw new IllegalArgumentException(
                    "a perceptron needs a bias and at least 1 weight, got %d values".formatted(weights.length));
        }
        return new Perceptron(weights.clone());
    }

    public int inputs() {
        return weights.length - 1;
    }

    /** A copy of the weights: the bias, then one weight for each input. */
    public double[] weights() {
        return weights.clone();
    }

    /** w · x̃: positive on one side of the plane, negative on the other. */
    public double score(double... x) {
        if (x.length != inputs()) {
            throw new IllegalArgumentException("x must have %d values, has %d".formatted(inputs(), x.length));
        }
        double sum = weights[0];
        for (int i = 0; i < x.length; i++) sum += weights[i + 1] * x[i];
        return sum;
    }

    /** P(x), 0 or 1. */
    public int predict(double... x) {
        return score(x) > 0 ? 1 : 0;
    }

    /**
     * Looks at one example and, if P is wrong, moves: w ← w + r (T − P) x̃.
     *
     * @param target T, 0 or 1
     * @param rate r, positive
     * @return whether it was a mistake
     */
    public boolean learn(double[] x, int target, double rate) {
        checkTarget(target);
        if (!(rate > 0)) throw new IllegalArgumentException("the rate must be positive, was " + rate);
        int difference = target - predict(x);
        if (difference == 0) return false;
        weights[0] += rate * difference;
        for (int i = 0; i < x.length; i++) weights[i + 1] += rate * difference * x[i];
        return true;
    }

    /**
     * Goes through the examples in order, again and again, until a whole pass is free of mistakes.
     *
     * @param x examples, one per row
     * @param targets 0 or 1 for each
     * @param rate r, positive
     * @param maxPasses when to give up
     */
    public PerceptronTraining train(double[][] x, int[] targets, double rate, int maxPasses) {
        checkLengths(x, targets);
        int mistakes = 0;
        for (int pass = 1; pass <= maxPasses; pass++) {
            int before = mistakes;
            for (int i = 0; i < x.length; i++) if (learn(x[i], targets[i], rate)) mistakes++;
            if (mistakes == before) return new PerceptronTraining(pass, mistakes, true);
        }
        return new PerceptronTraining(maxPasses, mistakes, false);
    }

    /** Share of the examples that it answers rightly, from 0 to 1. */
    public double accuracy(double[][] x, int[] targets) {
        checkLengths(x, targets);
        int right = 0;
        for (int i = 0; i < x.length; i++) if (predict(x[i]) == targets[i]) right++;
        return right / (double) x.length;
    }

    /**
     * Novikoff's bound (R/γ)² on the mistakes of a perceptron that starts at zero, whatever the rate and the order: R is
     * the length of the longest x̃, and γ = min |w · x̃| / |w| the margin that {@code separating} leaves.
     *
     * @throws IllegalArgumentException if {@code separating} doesn't separate these examples
     */
    public static double mistakeBound(Perceptron separating, double[][] x, int[] targets) {
        checkLengths(x, targets);
        double longest = 0, margin = Double.POSITIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            double score = separating.score(x[i]);
            if (!((targets[i] == 1 ? score : -score) > 0)) {
                throw new IllegalArgumentException(
                        "example %d has target %d and score %s: not separated".formatted(i, targets[i], score));
            }
            margin = Math.min(margin, Math.abs(score));
            longest = Math.max(longest, 1 + squares(x[i]));
        }
        return longest * squares(separating.weights) / (margin * margin);
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) sum += value * value;
        return sum;
    }

    private static void checkLengths(double[][] x, int[] targets) {
        if (x.length == 0) throw new IllegalArgumentException("there must be at least 1 example");
        if (x.length != targets.length) {
            throw new IllegalArgumentException("there must be a target for each example: %d examples, %d targets"
                    .formatted(x.length, targets.length));
        }
        for (int target : targets) checkTarget(target);
    }

    private static void checkTarget(int target) {
        if (target != 0 && target != 1) throw new IllegalArgumentException("a target is 0 or 1, was " + target);
    }

    /** Its weights. */
    @Override
    public String toString() {
        return "perceptron " + Arrays.toString(weights);
    }
}
