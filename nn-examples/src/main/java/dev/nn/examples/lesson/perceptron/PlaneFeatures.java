package dev.nn.examples.lesson.perceptron;

import dev.nn.data.PolynomialFeatures;
import dev.nn.examples.data.PlanePoints;
import java.util.Arrays;

/** Numbers made of the two coordinates of a point, in place of which a perceptron gets them. */
interface PlaneFeatures {
    /** How many there are, without the constant. */
    int count();

    /** The features of one point. */
    double[] apply(double x, double y);

    /** The features of each point. */
    default double[][] of(PlanePoints points) {
        return Arrays.stream(points.x()).map(p -> apply(p[0], p[1])).toArray(double[][]::new);
    }

    /** The products x, y, x², xy, y², … up to an order, as they are. */
    static PlaneFeatures products(int order) {
        PolynomialFeatures products = PolynomialFeatures.of(2, order);
        return new PlaneFeatures() {
            @Override
            public int count() {
                return products.count();
            }

            @Override
            public double[] apply(double x, double y) {
                return products.apply(x, y);
            }
        };
    }
}
