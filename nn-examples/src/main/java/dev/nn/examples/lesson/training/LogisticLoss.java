package dev.nn.examples.lesson.training;

import java.util.Random;

/**
 * The mean cross-entropy of one sigmoid unit with the weights w = (w₀, w₁, w₂) on points of the plane, and its first and
 * second derivatives.
 *
 * @param x points, each with a 1 in front
 * @param labels the class of each, 0 or 1
 */
record LogisticLoss(double[][] x, int[] labels) {
    /** Two clouds that overlap, one of each class. */
    static LogisticLoss overlapping(int size, long seed) {
        Random random = new Random(seed);
        double[][] x = new double[size][];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % 2;
            double middle = labels[i] == 1 ? 0.5 : -0.5;
            x[i] = new double[] {1, middle + 0.8 * random.nextGaussian(), middle + 0.8 * random.nextGaussian()};
        }
        return new LogisticLoss(x, labels);
    }

    double value(double[] w) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double z = score(w, x[i]);
            sum += Math.max(z, 0) - z * labels[i] + Math.log1p(Math.exp(-Math.abs(z)));
        }
        return sum / x.length;
    }

    /** Mean of (p − t) x̃, with p = σ(w·x̃). */
    double[] gradient(double[] w) {
        double[] sum = new double[w.length];
        for (int i = 0; i < x.length; i++) {
            double off = probability(w, x[i]) - labels[i];
            for (int j = 0; j < w.length; j++) sum[j] += off * x[i][j] / x.length;
        }
        return sum;
    }

    /** Mean of p (1 − p) x̃ x̃ᵀ: never negative in any direction, whatever w is. */
    double[][] curvature(double[] w) {
        double[][] sum = new double[w.length][w.length];
        for (double[] point : x) {
            double p = probability(w, point), bend = p * (1 - p);
            for (int j = 0; j < w.length; j++) {
                for (int k = 0; k < w.length; k++) sum[j][k] += bend * point[j] * point[k] / x.length;
            }
        }
        return sum;
    }

    private static double probability(double[] w, double[] point) {
        return 1 / (1 + Math.exp(-score(w, point)));
    }

    private static double score(double[] w, double[] point) {
        return w[0] * point[0] + w[1] * point[1] + w[2] * point[2];
    }
}
