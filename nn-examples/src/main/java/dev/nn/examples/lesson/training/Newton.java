package dev.nn.examples.lesson.training;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;

/** Newton's method: each step goes to where the slope would be zero if the function were a parabola. */
final class Newton {
    private Newton() {}

    /**
     * The way in double precision.
     *
     * @param gradient ∇L at a point
     * @param curvature H, the second derivatives at a point
     * @return the points, {@code steps} + 1 of them
     */
    static double[][] path(
            UnaryOperator<double[]> gradient, Function<double[], double[][]> curvature, double[] start, int steps) {
        // @start region="steps"
        double[][] path = new double[steps + 1][];
        path[0] = start.clone();
        for (int s = 0; s < steps; s++) {
            double[] step = solve(curvature.apply(path[s]), gradient.apply(path[s])); // H·step = ∇L
            path[s + 1] = path[s].clone();
            for (int i = 0; i < start.length; i++) path[s + 1][i] -= step[i];
        }
        return path;
        // @end
    }

    private static double[] solve(double[][] matrix, double[] right) {
        return new LUDecomposition(MatrixUtils.createRealMatrix(matrix))
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
    }
}
