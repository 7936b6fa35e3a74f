package dev.nn.loss;

import dev.nn.kernel.Rows;

/**
 * The softmax of a row: pⱼ = eᶻⱼ / Σ eᶻᵢ, positive and with sum 1; it turns logits into probabilities.
 *
 * <p>The largest z is subtracted first, which changes nothing but keeps e from overflowing; so it holds for any finite
 * z.
 */
public final class Softmax {
    private Softmax() {}

    /**
     * Writes the softmax of rows 0 to {@code batch} of z into p, which may be z. For predictions; in training, {@link
     * SoftmaxCrossEntropy} does this and more in one pass.
     */
    public static void rows(int batch, int classes, Rows z, Rows p) {
        for (int r = 0; r < batch; r++) {
            int zr = z.index(r, 0), pr = p.index(r, 0);
            float largest = Float.NEGATIVE_INFINITY;
            for (int j = 0; j < classes; j++) largest = Math.max(largest, z.data()[zr + j]);
            double sum = 0;
            for (int j = 0; j < classes; j++) {
                double e = Math.exp(z.data()[zr + j] - largest);
                p.data()[pr + j] = (float) e;
                sum += e;
            }
            for (int j = 0; j < classes; j++) p.data()[pr + j] /= (float) sum;
        }
    }

    /** The softmax of one row in double precision: the definition. */
    public static double[] of(double[] z) {
        double logSum = logSumExp(z);
        double[] p = new double[z.length];
        for (int j = 0; j < z.length; j++) p[j] = Math.exp(z[j] - logSum);
        return p;
    }

    /** ln Σ eᶻⱼ. */
    public static double logSumExp(double[] z) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : z) largest = Math.max(largest, value);
        double sum = 0;
        for (double value : z) sum += Math.exp(value - largest);
        return largest + Math.log(sum);
    }
}
