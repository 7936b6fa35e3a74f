package dev.nn.bench.adopt;

import java.util.Arrays;

/**
 * A classifier with one hidden layer of ReLU as graph libraries compute it: matrices of doubles, a new one for every
 * intermediate result.
 *
 * @param in numbers of a node
 * @param hidden units
 * @param out classes
 */
public record MatrixObjective(int in, int hidden, int out) implements LossAndGradient {
    @Override
    public int weights() {
        return in * hidden + hidden + hidden * out + out;
    }

    @Override
    public double evaluate(double[] weights, double[][] features, int[] classes, double[] gradient) {
        int first = in * hidden, second = first + hidden, last = second + hidden * out;
        double[][] z = affine(features, weights, 0, hidden);
        double[][] h = new double[z.length][hidden];
        for (int r = 0; r < z.length; r++) for (int j = 0; j < hidden; j++) h[r][j] = Math.max(z[r][j], 0);
        double[][] d = affine(h, weights, second, out);
        double loss = softmax(d, classes);
        Arrays.fill(gradient, 0);
        addTransposed(h, d, gradient, second);
        double[][] back = new double[z.length][hidden];
        for (int r = 0; r < z.length; r++) {
            for (int i = 0; i < hidden; i++) {
                double sum = 0;
                for (int j = 0; j < out; j++) sum += d[r][j] * weights[second + i * out + j];
                back[r][i] = z[r][i] > 0 ? sum : 0;
            }
        }
        addTransposed(features, back, gradient, 0);
        for (int r = 0; r < z.length; r++) {
            for (int j = 0; j < hidden; j++) gradient[first + j] += back[r][j];
            for (int j = 0; j < out; j++) gradient[last + j] += d[r][j];
        }
        return loss;
    }

    private static double[][] affine(double[][] x, double[] weights, int at, int width) {
        double[][] y = new double[x.length][width];
        for (int r = 0; r < x.length; r++) {
            double[] row = y[r];
            System.arraycopy(weights, at + x[r].length * width, row, 0, width);
            for (int k = 0; k < x[r].length; k++) {
                double factor = x[r][k];
                int from = at + k * width;
                for (int j = 0; j < width; j++) row[j] += factor * weights[from + j];
            }
        }
        return y;
    }

    /** Logits to the derivative of the mean loss, which is returned. */
    private static double softmax(double[][] y, int[] classes) {
        double loss = 0;
        for (int r = 0; r < y.length; r++) {
            double max = Double.NEGATIVE_INFINITY, sum = 0;
            for (double value : y[r]) max = Math.max(max, value);
            loss += max - y[r][classes[r]];
            for (int j = 0; j < y[r].length; j++) y[r][j] = Math.exp(y[r][j] - max);
            for (double value : y[r]) sum += value;
            loss += Math.log(sum);
            for (int j = 0; j < y[r].length; j++) y[r][j] /= sum * y.length;
            y[r][classes[r]] -= 1.0 / y.length;
        }
        return loss / y.length;
    }

    private static void addTransposed(double[][] a, double[][] b, double[] to, int at) {
        for (int r = 0; r < a.length; r++) {
            int width = b[r].length;
            for (int i = 0; i < a[r].length; i++) {
                double factor = a[r][i];
                int from = at + i * width;
                for (int j = 0; j < width; j++) to[from + j] += factor * b[r][j];
            }
        }
    }
}
