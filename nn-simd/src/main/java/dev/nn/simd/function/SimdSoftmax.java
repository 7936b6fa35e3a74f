package dev.nn.simd.function;

import static dev.nn.simd.jvm.VectorShape.VECTOR;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;

import dev.nn.kernel.Rows;
import dev.nn.simd.jvm.VectorShape;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softmax cross-entropy on vectors: in three passes over a row its largest logit, the exponentials with their sum, and
 * the gradient.
 *
 * <p>The sum is kept in 16 floats, one for the columns 0, 16, 32 … , one for 1, 17, 33 … and so on, whatever the width
 * of a vector, and those are added in double precision: so neither the width nor the place in memory changes a bit.
 * They stay in registers while a row passes. In memory, where each vector waits for what the one before has stored, they
 * halved the speed in those JVMs whose array happened to begin 16 bytes after a multiple of 64. Few classes are left to
 * {@link NarrowSoftmax}.
 *
 * <p>A remainder of less than 16 columns goes through scratch memory, filled up with logits of −∞, which add 0.
 *
 * <p>Gradients of less than 10⁻¹⁴·scale become 0. Such a class has been learnt long ago; and in the layers before, the
 * products of gradients like this are denormal numbers, which slow down every operation that meets them.
 */
public final class SimdSoftmax {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    /** Partial sums of a row, at the start of scratch memory, and columns in its remainder, which follows. */
    private static final int SUMS = 16;

    /** Floats of scratch memory that a call needs. */
    public static final int SCRATCH = Math.max(2 * SUMS, NarrowSoftmax.SCRATCH);

    public static final double NEGLIGIBLE = 1e-14;

    private SimdSoftmax() {}

    /** The class whose loops compute it for so many classes. */
    public static Class<?> kernel(int classes) {
        return classes <= NarrowSoftmax.CLASSES ? NarrowSoftmax.class : SimdSoftmax.class;
    }

    /** The contract of {@link dev.nn.kernel.TrainingKernels#softmaxCrossEntropy}. */
    public static double crossEntropy(
            int fromRow, int toRow, int classes, Rows z, Rows labels, float scale, Rows dz, float[] scratch) {
        if (classes <= NarrowSoftmax.CLASSES) {
            return NarrowSoftmax.crossEntropy(fromRow, toRow, classes, z, labels, scale, dz, scratch);
        }
        double loss = 0;
        for (int row = fromRow; row < toRow; row++) {
            loss += row(row, classes, z, labels, scale, dz, scratch);
        }
        return loss;
    }

    private static double row(
            int row, int classes, Rows logits, Rows labels, float scale, Rows gradient, float[] scratch) {
        float[] z = logits.data(), dz = gradient.data();
        int zi = logits.index(row, 0), dzi = gradient.index(row, 0), label = (int) labels.data()[labels.index(row, 0)];
        assert label >= 0 && label < classes : "label " + label + " of " + classes + " classes";
        int tail = classes % SUMS;
        int whole = classes - tail;
        if (tail > 0) {
            System.arraycopy(z, zi + whole, scratch, SUMS, tail);
            Arrays.fill(scratch, SUMS + tail, 2 * SUMS, Float.NEGATIVE_INFINITY);
        }
        float largest = largest(z, zi, whole);
        if (tail > 0) largest = Math.max(largest, largest(scratch, SUMS, SUMS));
        // Before dz, which may be z, is written.
        double own = (double) z[zi + label] - largest;

        Arrays.fill(scratch, 0, SUMS, 0f);
        SoftmaxLoops.row(z, zi, largest, dz, dzi, whole, scratch);
        if (tail > 0) SoftmaxLoops.row(scratch, SUMS, largest, scratch, SUMS, SUMS, scratch);
        double sum = 0;
        for (int lane = 0; lane < SUMS; lane++) sum += scratch[lane];

        float[] exponentials = label < whole ? dz : scratch;
        int ownPlace = label < whole ? dzi + label : SUMS + label - whole;
        // p − 1 for the label, as minus the sum of the others: nothing cancels where p is nearly 1.
        exponentials[ownPlace] = (float) (exponentials[ownPlace] - sum);
        float factor = (float) (scale / sum);
        float negligible = (float) (NEGLIGIBLE * sum);
        multiply(dz, dzi, factor, negligible, whole);
        if (tail > 0) {
            multiply(scratch, SUMS, factor, negligible, SUMS);
            System.arraycopy(scratch, SUMS, dz, dzi + whole, tail);
        }
        return Math.log(sum) - own;
    }

    /** The largest of whole vectors of logits; −∞ if there are none; NaN don't count. */
    private static float largest(float[] z, int zi, int length) {
        FloatVector largest = broadcast(S, Float.NEGATIVE_INFINITY);
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            largest = VECTOR.cast(largest).blend(v, v.compare(GT, largest));
        }
        return VECTOR.cast(largest).reduceLanes(MAX);
    }

    /**
     * y·factor for whole vectors, 0 where y is negligible.
     *
     * <p>The label's value is treated here with the others. Beside the loops, in a branch of its own, it was a trap: the
     * first class ever to be negligible, thousands of steps into a training, threw the compiled code away, and for some
     * thirty steps the vectors were interpreted, a megabyte each.
     */
    private static void multiply(float[] y, int yi, float factor, float negligible, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, y, yi + j);
            v.mul(factor).blend(0f, v.abs().compare(LT, negligible)).intoArray(y, yi + j);
        }
    }
}
