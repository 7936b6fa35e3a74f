package dev.nn.examples.lesson.perceptron;

import dev.nn.examples.data.PlanePoints;
import org.hipparchus.exception.MathIllegalArgumentException;

/**
 * Whether any polynomial of some order separates points, whatever training may find: logistic regression with a ridge that
 * shrinks until it does.
 *
 * <p>The answer comes with its proof. Yes: weights whose polynomial has the right sign at every point, computed without
 * rounding. No: a bound below which the margin of every polynomial of that order lies (see {@link RidgeRegression}), so
 * small that rounding alone would be more.
 *
 * @param order of the polynomials
 * @param weights the last that were tried
 * @param proven whether they separate the points, in exact arithmetic
 * @param margin of these weights, negative if they don't
 * @param marginBound of all weights
 */
record PolynomialSeparation(int order, double[] weights, boolean proven, double margin, double marginBound) {
    private static final double FIRST_RIDGE = 1, LAST_RIDGE = 1e-12;

    /** Looks for weights. */
    static PolynomialSeparation of(PlanePoints points, int order) {
        ChebyshevFeatures features = new ChebyshevFeatures(order);
        double[][] x = features.of(points);
        RidgeRegression fit = RidgeRegression.of(x, points.labels(), FIRST_RIDGE, new double[features.count() + 1]);
        for (double ridge = FIRST_RIDGE / 10; ridge > LAST_RIDGE / 2 && fit.margin() <= 0; ridge /= 10) {
            try {
                fit = RidgeRegression.of(x, points.labels(), ridge, fit.weights());
            } catch (MathIllegalArgumentException tooSmallForDoubles) {
                break;
            }
        }
        return new PolynomialSeparation(
                order, fit.weights(), separates(features, fit.weights(), points), fit.margin(), fit.marginBound());
    }

    private static boolean separates(ChebyshevFeatures features, double[] weights, PlanePoints points) {
        for (int i = 0; i < points.size(); i++) {
            double[] point = points.x()[i];
            int sign = points.labels()[i] == 1 ? 1 : -1;
            if (features.exactSign(weights, point[0], point[1]) != sign) return false;
        }
        return true;
    }
}
