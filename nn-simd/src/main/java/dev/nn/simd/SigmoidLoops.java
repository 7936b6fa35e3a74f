package dev.nn.simd;

import static dev.nn.simd.Exponential.INFINITE;
import static dev.nn.simd.Exponential.LN_2_HIGH;
import static dev.nn.simd.Exponential.LN_2_LOW;
import static dev.nn.simd.Exponential.LOG2_E;
import static dev.nn.simd.Exponential.LOWEST;
import static dev.nn.simd.Exponential.ONE;
import static dev.nn.simd.Exponential.P0;
import static dev.nn.simd.Exponential.P1;
import static dev.nn.simd.Exponential.P2;
import static dev.nn.simd.Exponential.P3;
import static dev.nn.simd.Exponential.P4;
import static dev.nn.simd.Exponential.P5;
import static dev.nn.simd.Exponential.SHIFT;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of the logistic sigmoid y = σ(z) = 1 / (1 + e⁻ᶻ), over whole vectors.
 *
 * <p>The usual advice against overflow, a form with e^−|z|, rounds once more. Here overflow to ∞ is welcome, for 1/∞ is
 * the right answer.
 */
final class SigmoidLoops {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    /** Below, σ(z) is less than 2⁻¹²⁷ and counts as 0, for want of a float for e⁻ᶻ. */
    private static final float LIMIT = -88.3f;

    private SigmoidLoops() {}

    /** y to 1.7 ulp where it is above 10⁻³, to 2.5 ulp below. */
    static void sigmoid(float[] z, int zi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector x = v.blend(-INFINITE, v.compare(LT, LIMIT)).neg();
            x = x.blend(LOWEST, x.compare(LT, LOWEST));
            FloatVector shifted = x.fma(LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(broadcast(S, -LN_2_LOW), n.fma(broadcast(S, -LN_2_HIGH), x));
            FloatVector p = r.fma(P5, P4).fma(r, broadcast(S, P3));
            p = p.fma(r, broadcast(S, P2)).fma(r, broadcast(S, P1));
            FloatVector q = r.mul(r).fma(p.fma(r, broadcast(S, P0)), r);
            IntVector power = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(ONE);
            FloatVector s = power.reinterpretAsFloats();
            broadcast(S, 1f).div(s.fma(q, s.add(1f))).intoArray(y, yi + j);
        }
    }

    /** dz = dy·y·(1 − y), db += dz. */
    static void gradient(float[] dy, int dyi, float[] y, int yi, float[] dz, int dzi, float[] db, int dbi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, y, yi + j);
            FloatVector slope = broadcast(S, 1f).sub(v).mul(v);
            FloatVector gradient = FloatVector.fromArray(S, dy, dyi + j).mul(slope);
            gradient.intoArray(dz, dzi + j);
            FloatVector.fromArray(S, db, dbi + j).add(gradient).intoArray(db, dbi + j);
        }
    }

    /** dz = dy·σ(z), db += dz: the gradient of {@linkplain SoftplusLoops softplus}. */
    static void softplusGradient(
            float[] dy, int dyi, float[] z, int zi, float[] dz, int dzi, float[] db, int dbi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector x = v.blend(-INFINITE, v.compare(LT, LIMIT)).neg();
            x = x.blend(LOWEST, x.compare(LT, LOWEST));
            FloatVector shifted = x.fma(LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(broadcast(S, -LN_2_LOW), n.fma(broadcast(S, -LN_2_HIGH), x));
            FloatVector p = r.fma(P5, P4).fma(r, broadcast(S, P3));
            p = p.fma(r, broadcast(S, P2)).fma(r, broadcast(S, P1));
            FloatVector q = r.mul(r).fma(p.fma(r, broadcast(S, P0)), r);
            IntVector power = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(ONE);
            FloatVector s = power.reinterpretAsFloats();
            FloatVector slope = broadcast(S, 1f).div(s.fma(q, s.add(1f)));
            FloatVector gradient = FloatVector.fromArray(S, dy, dyi + j).mul(slope);
            gradient.intoArray(dz, dzi + j);
            FloatVector.fromArray(S, db, dbi + j).add(gradient).intoArray(db, dbi + j);
        }
    }
}
