package dev.nn.examples.lesson.digits;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * The best linear way to squeeze vectors into a few numbers and back: the directions in which they vary most.
 *
 * <p>Found by orthogonal iteration: multiply some directions by the covariance and make them orthogonal again, until they
 * stay. Golub, Van Loan: Matrix computations, section 8.2.
 *
 * @param mean of the vectors
 * @param directions orthonormal, those of most variance first
 */
record PrincipalComponents(double[] mean, double[][] directions) {
    private static final int ITERATIONS = 60;

    /** Some more than are wanted make the wanted ones settle sooner. */
    private static final int SPARE = 8;

    /**
     * Sums over some vectors, of which covariances are made; of several sets they can be added.
     *
     * @param count of vectors
     * @param sum of the vectors
     * @param products Σ xᵢ xⱼ for j up to i
     */
    record Moments(int count, double[] sum, double[][] products) {
        static Moments of(float[] rows, int width) {
            int count = rows.length / width;
            double[] sum = new double[width];
            double[][] products =
                    IntStream.range(0, width).mapToObj(i -> new double[i + 1]).toArray(double[][]::new);
            for (int r = 0; r < count; r++) {
                int at = r * width;
                for (int i = 0; i < width; i++) {
                    double x = rows[at + i];
                    if (x == 0) continue;
                    sum[i] += x;
                    double[] row = products[i];
                    for (int j = 0; j <= i; j++) row[j] += x * rows[at + j];
                }
            }
            return new Moments(count, sum, products);
        }

        Moments plus(Moments other) {
            double[] both = sum.clone();
            double[][] all = new double[both.length][];
            for (int i = 0; i < both.length; i++) {
                both[i] += other.sum[i];
                all[i] = products[i].clone();
                for (int j = 0; j <= i; j++) all[i][j] += other.products[i][j];
            }
            return new Moments(count + other.count, both, all);
        }
    }

    /** The first {@code wanted} components of vectors with these moments. */
    static PrincipalComponents of(Moments moments, int wanted) {
        int n = moments.sum().length;
        double[] mean = new double[n];
        for (int i = 0; i < n; i++) mean[i] = moments.sum()[i] / moments.count();
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = moments.products()[i][j] / moments.count() - mean[i] * mean[j];
                covariance[j][i] = covariance[i][j];
            }
        }
        Random random = new Random(1);
        double[][] directions = new double[wanted + SPARE][];
        for (int d = 0; d < directions.length; d++) {
            directions[d] = random.doubles(n, -1, 1).toArray();
        }
        for (int step = 0; step < ITERATIONS; step++) {
            orthonormalise(directions);
            for (int d = 0; d < directions.length; d++) directions[d] = times(covariance, directions[d]);
        }
        orthonormalise(directions);
        double[][] first = new double[wanted][];
        System.arraycopy(directions, 0, first, 0, wanted);
        return new PrincipalComponents(mean, first);
    }

    /** The mean squared difference between each row and its copy through the components. */
    float[] errors(float[] rows) {
        int n = mean.length;
        float[] errors = new float[rows.length / n];
        double[] centred = new double[n];
        for (int r = 0; r < errors.length; r++) {
            for (int i = 0; i < n; i++) centred[i] = rows[r * n + i] - mean[i];
            double rest = dot(centred, centred);
            for (double[] direction : directions) {
                double part = dot(centred, direction);
                rest -= part * part;
            }
            errors[r] = (float) (rest / n);
        }
        return errors;
    }

    /** Gram and Schmidt's way, in place. */
    private static void orthonormalise(double[][] vectors) {
        for (int v = 0; v < vectors.length; v++) {
            for (int u = 0; u < v; u++) {
                double part = dot(vectors[v], vectors[u]);
                for (int i = 0; i < vectors[v].length; i++) vectors[v][i] -= part * vectors[u][i];
            }
            double length = Math.sqrt(dot(vectors[v], vectors[v]));
            for (int i = 0; i < vectors[v].length; i++) vectors[v][i] /= length;
        }
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int i = 0; i < product.length; i++) product[i] = dot(matrix[i], vector);
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }
}
