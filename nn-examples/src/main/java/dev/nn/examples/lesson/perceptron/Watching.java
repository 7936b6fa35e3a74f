package dev.nn.examples.lesson.perceptron;

import dev.nn.perceptron.Perceptron;
import java.util.ArrayList;
import java.util.List;

/**
 * A perceptron's training, watched: every mistake with the weights before and after it.
 *
 * @param moves one for each mistake, in order
 * @param wrongAfter after each pass, how many examples are wrong
 */
record Watching(List<Move> moves, List<Integer> wrongAfter) {
    /**
     * One mistake.
     *
     * @param pass in which it happened, from 1 on
     * @param example which one was wrong
     * @param score w·x̃ before
     * @param before weights
     * @param after weights
     */
    record Move(int pass, int example, double score, double[] before, double[] after) {}

    /** Trains until a pass brings no mistake, or for so many passes. */
    // @start region="watch"
    static Watching of(Perceptron perceptron, double[][] x, int[] targets, double rate, int passes) {
        List<Move> moves = new ArrayList<>();
        List<Integer> wrongAfter = new ArrayList<>();
        for (int pass = 1, mistakes = 1; pass <= passes && mistakes > 0; pass++) {
            mistakes = 0;
            for (int i = 0; i < x.length; i++) {
                double[] before = perceptron.weights();
                double score = perceptron.score(x[i]);
                if (!perceptron.learn(x[i], targets[i], rate)) continue;
                moves.add(new Move(pass, i, score, before, perceptron.weights()));
                mistakes++;
            }
            wrongAfter.add(wrong(perceptron, x, targets));
        }
        return new Watching(moves, wrongAfter);
    }
    // @end

    private static int wrong(Perceptron perceptron, double[][] x, int[] targets) {
        return (int) Math.round((1 - perceptron.accuracy(x, targets)) * x.length);
    }
}
