package dev.nn.simd.function;

import static jdk.incubator.vector.VectorOperators.LT;

import dev.nn.kernel.Rows;
import dev.nn.simd.jvm.VectorShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softmax cross-entropy of up to 16 classes: 16 rows at a time, transposed in scratch memory so that each has a lane of
 * its own. A row by itself would leave most lanes empty, and largest and sum would run across the lanes.
 *
 * <p>Results have the bits of {@link SimdSoftmax}, which also says what becomes 0.
 */
public final class NarrowSoftmax {
    /** The most classes for which it is used; up to here each of the 16 partial sums there is one exponential. */
    static final int CLASSES = 16;

    /** Rows in a block. */
    public static final int ROWS = 16;

    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    /** The parts of scratch memory, 16 rows each: for each class logits, then exponentials, then gradients. */
    private static final int LARGEST = CLASSES * ROWS;

    private static final int FACTOR = LARGEST + ROWS;
    private static final int NEGLIGIBLE = FACTOR + ROWS;

    /** Floats of scratch memory that a call needs. */
    public static final int SCRATCH = NEGLIGIBLE + ROWS;

    private NarrowSoftmax() {}

    /** The contract of {@link dev.nn.kernel.TrainingKernels#softmaxCrossEntropy}. */
    static double crossEntropy(
            int fromRow, int toRow, int classes, Rows z, Rows labels, float scale, Rows dz, float[] scratch) {
        double loss = 0;
        for (int row = fromRow; row < toRow; row += ROWS) {
            int rows = Math.min(ROWS, toRow - row);
            transpose(rows, classes, z.data(), z.index(row, 0), z.stride(), scratch);
            SoftmaxLoops.columns(ROWS, classes * ROWS, scratch, LARGEST);
            for (int r = 0; r < rows; r++) {
                int label = (int) labels.data()[labels.index(row + r, 0)];
                double own = (double) z.data()[z.index(row + r, label)] - scratch[LARGEST + r];
                loss += sum(r, classes, label, scale, scratch) - own;
            }
            multiply(classes, scratch);
            transposeBack(rows, classes, scratch, dz.data(), dz.index(row, 0), dz.stride());
        }
        return loss;
    }

    /** Lanes without a row get zeros. */
    private static void transpose(int rows, int classes, float[] z, int zi, int stride, float[] scratch) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < classes; j++) scratch[j * ROWS + r] = z[zi + r * stride + j];
        }
        for (int r = rows; r < ROWS; r++) {
            for (int j = 0; j < classes; j++) scratch[j * ROWS + r] = 0;
        }
    }

    private static void transposeBack(int rows, int classes, float[] scratch, float[] dz, int dzi, int stride) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < classes; j++) dz[dzi + r * stride + j] = scratch[j * ROWS + r];
        }
    }

    /** The logarithm of a row's sum; prepares its gradient. */
    private static double sum(int r, int classes, int label, float scale, float[] scratch) {
        assert label >= 0 && label < classes : "label " + label + " of " + classes + " classes";
        double sum = 0;
        for (int j = 0; j < classes; j++) sum += scratch[j * ROWS + r];
        // p − 1 for the label, as minus the sum of the others: nothing cancels where p is nearly 1.
        int own = label * ROWS + r;
        scratch[own] = (float) (scratch[own] - sum);
        scratch[FACTOR + r] = (float) (scale / sum);
        scratch[NEGLIGIBLE + r] = (float) (SimdSoftmax.NEGLIGIBLE * sum);
        return Math.log(sum);
    }

    private static void multiply(int classes, float[] scratch) {
        for (int lane = 0; lane < ROWS; lane += LANES) {
            FloatVector factor = FloatVector.fromArray(S, scratch, FACTOR + lane);
            FloatVector negligible = FloatVector.fromArray(S, scratch, NEGLIGIBLE + lane);
            for (int i = lane; i < classes * ROWS + lane; i += ROWS) {
                FloatVector v = FloatVector.fromArray(S, scratch, i);
                v.mul(factor).blend(0f, v.abs().compare(LT, negligible)).intoArray(scratch, i);
            }
        }
    }
}
