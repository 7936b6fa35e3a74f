package dev.nn.examples.lesson.perceptron;

import dev.nn.perceptron.Perceptron;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a plane separates some examples with whole-number coordinates, with a proof either way that can be checked in
 * whole numbers.
 *
 * <p>A perceptron that starts at zero with rate 1 has whole-number weights. On separable data it makes finitely many
 * mistakes (Novikoff); otherwise its weights stay bounded (the perceptron cycling theorem: Minsky, Papert, Perceptrons,
 * 1969, chapter 11), so at the start of some pass they must return to a value that they had before. Between the two, the
 * steps add up to nothing: Σ nᵢ x̃ᵢ over the mistakes at examples of class 1 equals Σ nᵢ x̃ᵢ over those of class 0. No w
 * can then have w · x̃ &gt; 0 for the former and ≤ 0 for the latter: separation is impossible (Gordan's theorem).
 */
sealed interface Separability {
    /** A plane that separates them: the perceptron that found it. */
    record Separable(Perceptron perceptron, int passes, int mistakes) implements Separability {}

    /**
     * The proof that none does.
     *
     * @param counts nᵢ, how often example i was a mistake while the weights went round in a circle
     * @param passes until the circle was closed
     */
    record Inseparable(int[] counts, int passes) implements Separability {}

    /** Trains a perceptron until it is perfect, or until its weights come back. */
    static Separability of(double[][] x, int[] targets) {
        Perceptron perceptron = Perceptron.zero(x[0].length);
        Map<List<Double>, int[]> seen = new HashMap<>();
        int[] counts = new int[x.length];
        int mistakes = 0;
        // @start region="circle"
        for (int pass = 1; ; pass++) {
            int[] before = seen.put(boxed(perceptron.weights()), counts.clone());
            if (before != null) return new Inseparable(difference(counts, before), pass - 1);
            int start = mistakes;
            for (int i = 0; i < x.length; i++) {
                if (!perceptron.learn(x[i], targets[i], 1)) continue;
                counts[i]++;
                mistakes++;
            }
            if (mistakes == start) return new Separable(perceptron, pass, mistakes);
        }
        // @end
    }

    /** Checks a proof by itself, without the perceptron's history. */
    default boolean proves(double[][] x, int[] targets) {
        return switch (this) {
            case Separable yes -> yes.perceptron().accuracy(x, targets) == 1;
            case Inseparable no -> balances(no.counts(), x, targets);
        };
    }

    /** Whether Σ ±nᵢ x̃ᵢ = 0 with some nᵢ above 0 and none below. */
    private static boolean balances(int[] counts, double[][] x, int[] targets) {
        long[] sum = new long[x[0].length + 1];
        for (int i = 0; i < x.length; i++) {
            int sign = targets[i] == 1 ? 1 : -1;
            sum[0] += (long) sign * counts[i];
            for (int j = 0; j < x[i].length; j++) sum[j + 1] += Math.round(x[i][j]) * sign * counts[i];
        }
        return Arrays.stream(sum).allMatch(s -> s == 0)
                && Arrays.stream(counts).allMatch(n -> n >= 0)
                && Arrays.stream(counts).anyMatch(n -> n > 0);
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static int[] difference(int[] a, int[] b) {
        int[] difference = new int[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }
}
