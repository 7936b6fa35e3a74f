package dev.nn.simd.function;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.nn.kernel.Rows;
import dev.nn.simd.jvm.VectorShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Binary cross-entropy of logits on vectors: with u = e^−|z| the loss of an output is max(z, 0) − zt + ln(1 + u), and
 * its gradient σ(z) − t is ((1 − t) − tu) / (1 + u) for positive z, ((1 − t)u − t) / (1 + u) else, where nothing cancels
 * for t = 0 and t = 1.
 *
 * <p>The outputs of all rows, which may be as short as one, are copied one after the other into a block of scratch
 * memory, and the functions run over whole blocks: what comes out for an output doesn't depend on where it stands, and
 * the losses are added in double precision in an order of their own.
 *
 * <p>Gradients of less than 10⁻¹⁴·scale become 0, as in {@link SimdSoftmax}.
 */
public final class SimdBinaryCrossEntropy {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    /** Outputs in a block. */
    private static final int BLOCK = LossSum.BLOCK;

    /** The parts of scratch memory: logits, then gradients; targets, then losses; u; ln(1 + u). */
    private static final int Z = 0;

    private static final int T = BLOCK;
    private static final int U = 2 * BLOCK;
    private static final int L = 3 * BLOCK;

    /** Floats of scratch memory that a call needs. */
    public static final int SCRATCH = 4 * BLOCK;

    public static final float NEGLIGIBLE = 1e-14f;

    private SimdBinaryCrossEntropy() {}

    /** The contract of {@code TrainingKernels#binaryCrossEntropy}. */
    public static double evaluate(int batch, int outputs, Rows z, Rows target, float scale, Rows dz, float[] scratch) {
        double loss = 0;
        long all = (long) batch * outputs;
        for (long from = 0; from < all; from += BLOCK) {
            int n = (int) Math.min(BLOCK, all - from);
            int row = (int) (from / outputs), column = (int) (from % outputs);
            for (int i = 0, r = row, j = column; i < n; r++, j = 0) {
                int piece = Math.min(outputs - j, n - i);
                copy(z.data(), z.index(r, j), scratch, Z + i, piece);
                copy(target.data(), target.index(r, j), scratch, T + i, piece);
                i += piece;
            }
            block(n, scale, scratch);
            for (int i = 0, r = row, j = column; i < n; r++, j = 0) {
                int piece = Math.min(outputs - j, n - i);
                copy(scratch, Z + i, dz.data(), dz.index(r, j), piece);
                i += piece;
            }
            loss += LossSum.of(n, scratch, T);
        }
        return loss;
    }

    /** A few floats by themselves: a call costs more. */
    private static void copy(float[] from, int at, float[] to, int place, int n) {
        if (n >= 16) System.arraycopy(from, at, to, place, n);
        else for (int i = 0; i < n; i++) to[place + i] = from[at + i];
    }

    private static void block(int n, float scale, float[] scratch) {
        int length = (n + LANES - 1) / LANES * LANES;
        for (int j = 0; j < length; j += LANES) {
            FloatVector.fromArray(S, scratch, Z + j).abs().neg().intoArray(scratch, U + j);
        }
        ExponentialLoop.value(scratch, U, scratch, U, length);
        LogarithmLoop.value(scratch, U, scratch, L, length);
        combine(length, scale, scratch);
    }

    /** Losses over the targets, gradients over the logits. */
    private static void combine(int length, float scale, float[] scratch) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector z = FloatVector.fromArray(S, scratch, Z + j);
            FloatVector t = FloatVector.fromArray(S, scratch, T + j);
            FloatVector u = FloatVector.fromArray(S, scratch, U + j);
            VectorMask<Float> negative = z.compare(LT, 0f);
            FloatVector loss = z.neg().fma(t, z.blend(0f, negative)).add(FloatVector.fromArray(S, scratch, L + j));
            FloatVector one = broadcast(S, 1f);
            FloatVector plus = one.blend(u, negative).mul(one.sub(t));
            FloatVector difference = u.blend(1f, negative).neg().fma(t, plus);
            FloatVector gradient = difference.div(u.add(1f));
            loss.intoArray(scratch, T + j);
            gradient.mul(scale)
                    .blend(0f, gradient.abs().compare(LT, NEGLIGIBLE))
                    .intoArray(scratch, Z + j);
        }
    }
}
