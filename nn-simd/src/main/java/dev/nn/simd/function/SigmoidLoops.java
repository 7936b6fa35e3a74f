package dev.nn.simd.function;

import static dev.nn.simd.function.Exponential.LN_2_HIGH;
import static dev.nn.simd.function.Exponential.LN_2_LOW;
import static dev.nn.simd.function.Exponential.LOG2_E;
import static dev.nn.simd.function.Exponential.LOWEST;
import static dev.nn.simd.function.Exponential.ONE;
import static dev.nn.simd.function.Exponential.P0;
import static dev.nn.simd.function.Exponential.P1;
import static dev.nn.simd.function.Exponential.P2;
import static dev.nn.simd.function.Exponential.P3;
import static dev.nn.simd.function.Exponential.P4;
import static dev.nn.simd.function.Exponential.SHIFT;
import static dev.nn.simd.jvm.VectorShape.INTS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.NOT;

import dev.nn.simd.jvm.VectorShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of the logistic sigmoid y = σ(z) = 1 / (1 + e⁻ᶻ), over whole vectors.
 *
 * <p>The usual advice against overflow, a form with e^−|z|, rounds once more. Here e⁻ᶻ overflows only where y is less than
 * 2⁻¹²⁶, which counts as 0.
 */
public final class SigmoidLoops {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    private SigmoidLoops() {}

    /** y to 1.75 ulp. */
    static void sigmoid(float[] z, int zi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector shifted = v.fma(-LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(broadcast(S, -LN_2_LOW), n.fma(broadcast(S, -LN_2_HIGH), v.neg()));
            FloatVector square = r.mul(r);
            FloatVector p = square.fma(broadcast(S, P4), r.fma(P3, P2)).fma(square, r.fma(P1, P0));
            FloatVector q = square.fma(p, r);
            IntVector power = ((IntVector) shifted.reinterpretShape(INTS, 0))
                    .lanewise(LSHL, 23)
                    .add(ONE);
            FloatVector s = (FloatVector) power.reinterpretShape(S, 0);
            // 1 + s and what it has lost by rounding: for s = 2²⁴, a tie, half an ulp.
            FloatVector sum = s.add(1f);
            FloatVector lost = broadcast(S, 1f).sub(sum.sub(s));
            FloatVector sigmoid = broadcast(S, 1f).div(s.fma(q, lost).add(sum));
            // 1 for positive z, 0 for negative: the bits of 1 where the sign bit is clear.
            IntVector limit = ((IntVector) v.reinterpretShape(INTS, 0))
                    .lanewise(ASHR, 31)
                    .lanewise(NOT)
                    .and(ONE);
            sigmoid = sigmoid.blend(
                    (FloatVector) limit.reinterpretShape(S, 0), v.abs().compare(GT, -LOWEST));
            sigmoid.intoArray(y, yi + j);
        }
    }

    /** dz = dy·y·(1 − y), db += dz; the slope to 1.5 ulp. */
    static void gradient(float[] dy, int dyi, float[] y, int yi, float[] dz, int dzi, float[] db, int dbi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, y, yi + j);
            FloatVector slope = broadcast(S, 1f).sub(v).mul(v);
            FloatVector gradient = FloatVector.fromArray(S, dy, dyi + j).mul(slope);
            gradient.intoArray(dz, dzi + j);
            FloatVector.fromArray(S, db, dbi + j).add(gradient).intoArray(db, dbi + j);
        }
    }

    /** dz = dy·σ(z), db += dz: the gradient of {@linkplain SoftplusLoops softplus}; the slope to 1.75 ulp. */
    static void softplusGradient(
            float[] dy, int dyi, float[] z, int zi, float[] dz, int dzi, float[] db, int dbi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector shifted = v.fma(-LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(broadcast(S, -LN_2_LOW), n.fma(broadcast(S, -LN_2_HIGH), v.neg()));
            FloatVector square = r.mul(r);
            FloatVector p = square.fma(broadcast(S, P4), r.fma(P3, P2)).fma(square, r.fma(P1, P0));
            FloatVector q = square.fma(p, r);
            IntVector power = ((IntVector) shifted.reinterpretShape(INTS, 0))
                    .lanewise(LSHL, 23)
                    .add(ONE);
            FloatVector s = (FloatVector) power.reinterpretShape(S, 0);
            // 1 + s and what it has lost by rounding: for s = 2²⁴, a tie, half an ulp.
            FloatVector sum = s.add(1f);
            FloatVector lost = broadcast(S, 1f).sub(sum.sub(s));
            FloatVector slope = broadcast(S, 1f).div(s.fma(q, lost).add(sum));
            // 1 for positive z, 0 for negative: the bits of 1 where the sign bit is clear.
            IntVector limit = ((IntVector) v.reinterpretShape(INTS, 0))
                    .lanewise(ASHR, 31)
                    .lanewise(NOT)
                    .and(ONE);
            slope = slope.blend(
                    (FloatVector) limit.reinterpretShape(S, 0), v.abs().compare(GT, -LOWEST));
            FloatVector gradient = FloatVector.fromArray(S, dy, dyi + j).mul(slope);
            gradient.intoArray(dz, dzi + j);
            FloatVector.fromArray(S, db, dbi + j).add(gradient).intoArray(db, dbi + j);
        }
    }
}
