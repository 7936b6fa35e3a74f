package dev.nn.simd.plain;

import dev.nn.kernel.Rows;
import dev.nn.simd.formula.Exponential;
import dev.nn.simd.function.SimdSoftmax;
import java.util.Arrays;

/** Softmax cross-entropy in plain Java, with the bits of {@link SimdSoftmax}, which also says what becomes 0. */
public final class PlainSoftmax {
    /** Partial sums of a row, one for every 16th column. */
    private static final int SUMS = 16;

    /** Floats of scratch memory that a call needs. */
    static final int SCRATCH = SUMS;

    private PlainSoftmax() {}

    /** The contract of {@link dev.nn.kernel.TrainingKernels#softmaxCrossEntropy}. */
    static double crossEntropy(
            int fromRow, int toRow, int classes, Rows z, Rows labels, float scale, Rows dz, float[] scratch) {
        double loss = 0;
        for (int row = fromRow; row < toRow; row++) {
            loss += row(row, classes, z, labels, scale, dz, scratch);
        }
        return loss;
    }

    private static double row(
            int row, int classes, Rows logits, Rows labels, float scale, Rows gradient, float[] sums) {
        float[] z = logits.data(), dz = gradient.data();
        int zi = logits.index(row, 0), dzi = gradient.index(row, 0), label = (int) labels.data()[labels.index(row, 0)];
        assert label >= 0 && label < classes : "label " + label + " of " + classes + " classes";
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < classes; j++) largest = z[zi + j] > largest ? z[zi + j] : largest;
        // Before dz, which may be z, is written.
        double own = (double) z[zi + label] - largest;
        Arrays.fill(sums, 0, SUMS, 0f);
        for (int j = 0; j < classes; j++) {
            float e = Exponential.exp(z[zi + j] - largest);
            dz[dzi + j] = e;
            sums[j % SUMS] += e;
        }
        // The vectors' remainder is filled up with logits of −∞, which matter only beside no other.
        for (int j = classes; classes > SUMS && j % SUMS > 0; j++)
            sums[j % SUMS] += Exponential.exp(Float.NEGATIVE_INFINITY - largest);
        double sum = 0;
        for (int lane = 0; lane < Math.min(classes, SUMS); lane++) sum += sums[lane];
        dz[dzi + label] = (float) (dz[dzi + label] - sum);
        multiply(dz, dzi, (float) (scale / sum), (float) (SimdSoftmax.NEGLIGIBLE * sum), classes);
        return Math.log(sum) - own;
    }

    private static void multiply(float[] y, int yi, float factor, float negligible, int n) {
        for (int j = 0; j < n; j++) {
            float v = y[yi + j];
            y[yi + j] = Math.abs(v) < negligible ? 0 : v * factor;
        }
    }
}
