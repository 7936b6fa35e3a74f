package dev.nn.examples.lesson.perceptron;

import java.util.Arrays;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;

/**
 * Logistic regression with a ridge, at its minimum: Σ ln(1 + e^(−s w·x̃)) + ½ ridge |w|², where s is +1 for class 1 and −1
 * for class 0. The function is convex, so there is one minimum, and Newton's method finds it.
 *
 * @param weights the bias, then one weight for each feature
 * @param margin least s w·x̃ / |w| of all points: above 0 exactly if these weights separate the classes
 * @param marginBound no weights have a larger margin, see {@link #of}
 */
record RidgeRegression(double[] weights, double margin, double marginBound) {
    private static final int MOST_STEPS = 200;
    private static final double SMALLEST_STEP = 1e-10;

    /**
     * Goes to the minimum from some weights.
     *
     * <p>The bound: with a = 1 / (1 + e^(s w·x̃)) &gt; 0 for each point, any v with |v| = 1 has a least margin of at most the
     * mean of its margins weighted by a, Σ a s v·x̃ / Σ a = v·(Σ a s x̃) / Σ a ≤ |Σ a s x̃| / Σ a. At the minimum
     * Σ a s x̃ = ridge w, so the bound goes to 0 with the ridge if the classes can't be separated.
     *
     * @param features of each point, without the constant
     */
    static RidgeRegression of(double[][] features, int[] labels, double ridge, double[] start) {
        double[][] signed = signed(features, labels);
        double[] w = start.clone();
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] direction = newton(signed, w, ridge);
            double length = descend(signed, w, direction, ridge);
            if (length * norm(direction) <= SMALLEST_STEP * (1 + norm(w))) break;
        }
        double least = Double.POSITIVE_INFINITY, sum = 0;
        double[] pull = new double[w.length];
        for (double[] x : signed) {
            double score = dot(w, x), a = 1 / (1 + Math.exp(score));
            least = Math.min(least, score);
            sum += a;
            for (int j = 0; j < pull.length; j++) pull[j] += a * x[j];
        }
        return new RidgeRegression(w, least / norm(w), norm(pull) / sum);
    }

    /** s x̃ of each point. */
    private static double[][] signed(double[][] features, int[] labels) {
        double[][] signed = new double[features.length][];
        for (int i = 0; i < signed.length; i++) {
            int sign = labels[i] == 1 ? 1 : -1;
            signed[i] = new double[features[i].length + 1];
            signed[i][0] = sign;
            for (int j = 0; j < features[i].length; j++) signed[i][j + 1] = sign * features[i][j];
        }
        return signed;
    }

    /** −H⁻¹ g, with the gradient g and the second derivatives H at w. */
    private static double[] newton(double[][] signed, double[] w, double ridge) {
        int n = w.length;
        double[] gradient = new double[n];
        double[][] hessian = new double[n][n];
        for (double[] x : signed) {
            double a = 1 / (1 + Math.exp(dot(w, x))), curvature = a * (1 - a);
            for (int j = 0; j < n; j++) {
                gradient[j] += a * x[j];
                double factor = curvature * x[j];
                for (int k = 0; k <= j; k++) hessian[j][k] += factor * x[k];
            }
        }
        for (int j = 0; j < n; j++) {
            gradient[j] -= ridge * w[j];
            hessian[j][j] += ridge;
            for (int k = 0; k < j; k++) hessian[k][j] = hessian[j][k];
        }
        return new CholeskyDecomposition(MatrixUtils.createRealMatrix(hessian), 1e-9, 0)
                .getSolver()
                .solve(new ArrayRealVector(gradient, false))
                .toArray();
    }

    /** Moves w along the direction, half as far again and again until the loss is not higher; returns the share taken. */
    private static double descend(double[][] signed, double[] w, double[] direction, double ridge) {
        double before = loss(signed, w, ridge);
        double[] moved = new double[w.length];
        for (double share = 1; share > SMALLEST_STEP; share /= 2) {
            for (int j = 0; j < w.length; j++) moved[j] = w[j] + share * direction[j];
            if (!(loss(signed, moved, ridge) <= before)) continue;
            System.arraycopy(moved, 0, w, 0, w.length);
            return share;
        }
        return 0;
    }

    private static double loss(double[][] signed, double[] w, double ridge) {
        double sum = ridge / 2 * dot(w, w);
        for (double[] x : signed) {
            double score = dot(w, x);
            sum += score > 0 ? Math.log1p(Math.exp(-score)) : Math.log1p(Math.exp(score)) - score;
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double norm(double[] a) {
        return Math.sqrt(Arrays.stream(a).map(v -> v * v).sum());
    }
}
