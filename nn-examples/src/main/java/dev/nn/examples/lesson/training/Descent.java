package dev.nn.examples.lesson.training;

import dev.nn.optimizer.OptimizerState;
import dev.nn.optimizer.Sgd;
import java.util.function.UnaryOperator;

/** Gradient descent on a function of a few numbers: by hand, and by the library's optimiser. */
final class Descent {
    private Descent() {}

    /**
     * The way down in double precision.
     *
     * @param gradient ∇L at a point
     * @param start where it begins
     * @return the points, {@code steps} + 1 of them
     */
    static double[][] byHand(UnaryOperator<double[]> gradient, double[] start, double rate, int steps) {
        double[][] path = new double[steps + 1][];
        path[0] = start.clone();
        // @start region="step"
        for (int s = 0; s < steps; s++) {
            double[] slope = gradient.apply(path[s]);
            path[s + 1] = path[s].clone();
            for (int i = 0; i < start.length; i++) path[s + 1][i] -= rate * slope[i];
        }
        // @end
        return path;
    }

    /** The same by {@link Sgd}, whose parameters and gradients are floats. */
    static double[][] byLibrary(UnaryOperator<double[]> gradient, double[] start, double rate, int steps) {
        Sgd sgd = Sgd.withLearningRate(rate);
        OptimizerState state = new OptimizerState(sgd, start.length);
        float[] w = floats(start);
        double[][] path = new double[steps + 1][];
        path[0] = start.clone();
        for (int s = 0; s < steps; s++) {
            state.begin(rate);
            float[] slope = floats(gradient.apply(path[s]));
            sgd.step(state.coefficients(), w, slope, state.first(), state.second(), 0, w.length);
            path[s + 1] = new double[w.length];
            for (int i = 0; i < w.length; i++) path[s + 1][i] = w[i];
        }
        return path;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
        return floats;
    }
}
