package dev.nn.examples.lesson.training;

import dev.nn.optimizer.AdaGrad;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.AdamW;
import dev.nn.optimizer.Momentum;
import dev.nn.optimizer.Nesterov;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.OptimizerState;
import dev.nn.optimizer.RmsProp;
import dev.nn.optimizer.Sgd;
import java.util.List;
import java.util.function.UnaryOperator;

/** Optimisers at work on a few numbers, where one can follow them with pencil and paper. */
final class UpdateSteps {
    private UpdateSteps() {}

    /**
     * Two steps on L(w) = ½ w², whose gradient is w, from w = 1 with rate 0.1, worked out by hand.
     *
     * @param second w after two steps, with all that is remembered from the first
     */
    record ByHand(Optimizer optimizer, String working, double first, double second) {}

    /** Every rule. */
    static List<ByHand> byHand() {
        return List.of(
                new ByHand(Sgd.withLearningRate(0.1), "0.9 − 0.1 · 0.9", 0.9, 0.81),
                new ByHand(Momentum.withLearningRate(0.1), "m = 0.9 · 1 + 0.9; 0.9 − 0.1 m", 0.9, 0.72),
                new ByHand(
                        Nesterov.withLearningRate(0.1), "m = 0.9 · 1 + 0.81; 0.81 − 0.1 (0.81 + 0.9 m)", 0.81, 0.5751),
                new ByHand(AdaGrad.withLearningRate(0.1), "0.9 − 0.1 · 0.9 / √(1 + 0.81)", 0.9, 0.8331036),
                new ByHand(
                        new RmsProp(0.1, 0.9, 1e-8, 0), "m = 0.9 · 0.1 + 0.1 w²; w − 0.1 w / √m", 0.6837722, 0.4988706),
                new ByHand(
                        Adam.withLearningRate(0.1), "0.9 − 0.1 (0.18 / 0.19) / √(0.001809 / 0.001999)", 0.9, 0.8004123),
                new ByHand(AdamW.withLearningRate(0.1), "as Adam from 0.899, and 0.001 w less", 0.899, 0.7985191));
    }

    /** The way of an optimiser: {@code steps} + 1 points, the start first. */
    static float[][] path(Optimizer optimizer, float[] start, int steps, UnaryOperator<float[]> gradient) {
        float[][] path = new float[steps + 1][];
        float[] w = start.clone();
        OptimizerState state = new OptimizerState(optimizer, w.length);
        path[0] = start.clone();
        // @start region="steps"
        for (int s = 1; s <= steps; s++) {
            state.begin(optimizer.learningRate());
            optimizer.step(state.coefficients(), w, gradient.apply(w), state.first(), state.second(), 0, w.length);
            path[s] = w.clone();
            // @end
        }
        return path;
    }
}
