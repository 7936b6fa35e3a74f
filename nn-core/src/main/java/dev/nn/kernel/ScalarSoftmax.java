package dev.nn.kernel;

/**
 * Softmax cross-entropy as plain loops in double precision: the definition.
 *
 * <p>With p = softmax(z), the loss of a row is −ln p[label], and its gradient p − onehot(label). The largest logit is
 * subtracted from all, which changes neither and leaves nothing to overflow.
 */
final class ScalarSoftmax {
    private ScalarSoftmax() {}

    /** The contract of {@link TrainingKernels#softmaxCrossEntropy}; NaN and +∞ make the row's loss and gradient NaN. */
    static double crossEntropy(int fromRow, int toRow, int classes, Rows z, Rows labels, float scale, Rows dz) {
        double loss = 0;
        for (int row = fromRow; row < toRow; row++) {
            int label = (int) labels.data()[labels.index(row, 0)];
            loss += rowCrossEntropy(classes, z.data(), z.index(row, 0), label, scale, dz.data(), dz.index(row, 0));
        }
        return loss;
    }

    private static double rowCrossEntropy(int classes, float[] z, int zi, int label, float scale, float[] dz, int dzi) {
        assert label >= 0 && label < classes : "label " + label + " of " + classes + " classes";
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < classes; j++) largest = Math.max(largest, z[zi + j]);
        double others = 0;
        for (int j = 0; j < classes; j++) if (j != label) others += Math.exp(z[zi + j] - largest);
        double own = z[zi + label] - largest;
        double sum = Math.exp(own) + others;
        // z[j] is read just before dz[j] is written: they may be the same place.
        for (int j = 0; j < classes; j++) {
            // p[label] − 1, without cancellation where p is nearly 1.
            double difference = j == label ? -others : Math.exp(z[zi + j] - largest);
            dz[dzi + j] = (float) (scale * difference / sum);
        }
        return Math.log(sum) - own;
    }
}
