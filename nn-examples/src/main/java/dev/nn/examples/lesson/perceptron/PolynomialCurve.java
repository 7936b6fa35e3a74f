package dev.nn.examples.lesson.perceptron;

import dev.nn.data.PolynomialFeatures;
import dev.nn.examples.data.PlanePoints;
import dev.nn.perceptron.Perceptron;
import java.util.Arrays;

/**
 * A perceptron on products of the coordinates: a curve in the plane.
 *
 * @param features the products
 * @param perceptron on them
 */
record PolynomialCurve(PolynomialFeatures features, Perceptron perceptron) {
    /** Trains until it is perfect or the passes are used up, and keeps the best weights that it had after any pass. */
    static PolynomialCurve best(PolynomialFeatures features, PlanePoints points, int passes) {
        double[][] x = products(features, points);
        Perceptron perceptron = Perceptron.zero(features.count()), pocket = perceptron;
        double best = 0;
        for (int pass = 0; pass < passes && best < 1; pass++) {
            perceptron.train(x, points.labels(), 1, 1);
            double accuracy = perceptron.accuracy(x, points.labels());
            if (accuracy <= best) continue;
            best = accuracy;
            pocket = Perceptron.of(perceptron.weights());
        }
        return new PolynomialCurve(features, pocket);
    }

    double accuracy(PlanePoints points) {
        return perceptron.accuracy(products(features, points), points.labels());
    }

    /** w · x̃′ for rows of (x, y), for pictures. */
    float[] scores(float[] rows) {
        float[] scores = new float[rows.length / 2];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) perceptron.score(features.apply(rows[2 * i], rows[2 * i + 1]));
        }
        return scores;
    }

    private static double[][] products(PolynomialFeatures features, PlanePoints points) {
        return Arrays.stream(points.x()).map(features::apply).toArray(double[][]::new);
    }
}
