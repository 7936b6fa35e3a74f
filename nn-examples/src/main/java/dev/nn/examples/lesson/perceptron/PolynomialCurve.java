package dev.nn.examples.lesson.perceptron;

import dev.nn.examples.data.PlanePoints;
import dev.nn.perceptron.Perceptron;

/**
 * A perceptron on features of the coordinates: a curve in the plane.
 *
 * @param features of a point
 * @param perceptron on them
 */
record PolynomialCurve(PlaneFeatures features, Perceptron perceptron) {
    /** A trained curve, and how the training went: mistakes in all, and whether its last pass had none. */
    record Trained(PolynomialCurve curve, int mistakes, boolean separated) {}

    /** Trains until it is perfect or the passes are used up, and keeps the best weights that it had after any pass. */
    static Trained best(PlaneFeatures features, PlanePoints points, int passes) {
        double[][] x = features.of(points);
        Perceptron perceptron = Perceptron.zero(features.count()), pocket = perceptron;
        double best = 0;
        int mistakes = 0;
        for (int pass = 0; pass < passes && best < 1; pass++) {
            mistakes += perceptron.train(x, points.labels(), 1, 1).mistakes();
            double accuracy = perceptron.accuracy(x, points.labels());
            if (accuracy <= best) continue;
            best = accuracy;
            pocket = Perceptron.of(perceptron.weights());
        }
        return new Trained(new PolynomialCurve(features, pocket), mistakes, best == 1);
    }

    double accuracy(PlanePoints points) {
        return perceptron.accuracy(features.of(points), points.labels());
    }

    /** w · x̃ for rows of (x, y), for pictures. */
    float[] scores(float[] rows) {
        float[] scores = new float[rows.length / 2];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) perceptron.score(features.apply(rows[2 * i], rows[2 * i + 1]));
        }
        return scores;
    }
}
