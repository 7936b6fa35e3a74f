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
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of SiLU y = z·σ(z), over whole vectors.
 *
 * <p>The slope minus ½ is an odd function. So it is computed for −|z|, where nothing cancels, as g, and is 1 − g where z
 * is positive.
 */
final class SiluLoops {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    /** Below, |y| is less than 5·10⁻³⁷ and counts as 0, for want of a float for e⁻ᶻ. */
    private static final float LIMIT = -88.3f;

    private SiluLoops() {}

    /** y to 1.8 ulp where |y| is above 10⁻³, to 2.5 ulp below. */
    static void silu(float[] z, int zi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector bounded = v.blend(-INFINITE, v.compare(LT, LIMIT));
            FloatVector x = bounded.neg();
            x = x.blend(LOWEST, x.compare(LT, LOWEST));
            FloatVector shifted = x.fma(LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(broadcast(S, -LN_2_LOW), n.fma(broadcast(S, -LN_2_HIGH), x));
            FloatVector p = r.fma(P5, P4).fma(r, broadcast(S, P3));
            p = p.fma(r, broadcast(S, P2)).fma(r, broadcast(S, P1));
            FloatVector q = r.mul(r).fma(p.fma(r, broadcast(S, P0)), r);
            IntVector power = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(ONE);
            FloatVector s = power.reinterpretAsFloats();
            bounded.div(s.fma(q, s.add(1f))).intoArray(y, yi + j);
        }
    }

    /** dz = dy·σ(z)·(1 + z·σ(−z)), db += dz; the slope to 2·10⁻⁷ absolute. */
    static void gradient(float[] dy, int dyi, float[] z, int zi, float[] dz, int dzi, float[] db, int dbi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector x = v.abs().neg();
            x = x.blend(LOWEST, x.compare(LT, LOWEST));
            FloatVector shifted = x.fma(LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(broadcast(S, -LN_2_LOW), n.fma(broadcast(S, -LN_2_HIGH), x));
            FloatVector p = r.fma(P5, P4).fma(r, broadcast(S, P3));
            p = p.fma(r, broadcast(S, P2)).fma(r, broadcast(S, P1));
            FloatVector q = r.mul(r).fma(p.fma(r, broadcast(S, P0)), r);
            IntVector power = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(ONE);
            FloatVector s = power.reinterpretAsFloats();
            FloatVector e = s.fma(q, s);
            FloatVector upper = broadcast(S, 1f).div(e.add(1f));
            FloatVector g = e.mul(upper).mul(x.fma(upper, broadcast(S, 1f)));
            FloatVector slope = g.blend(broadcast(S, 1f).sub(g), v.compare(GT, 0f));
            FloatVector gradient = FloatVector.fromArray(S, dy, dyi + j).mul(slope);
            gradient.intoArray(dz, dzi + j);
            FloatVector.fromArray(S, db, dbi + j).add(gradient).intoArray(db, dbi + j);
        }
    }
}
