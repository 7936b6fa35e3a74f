package dev.nn.simd;

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

import dev.nn.activation.GeluTanh;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of GELU's tanh form y = z·σ(u), u = z·({@link #LINEAR} + {@link #CUBIC}·z²), over whole vectors.
 *
 * <p>The slope minus ½ is an odd function. So it is computed for −|z|, where nothing cancels, as g, and is 1 − g where z
 * is positive.
 */
final class GeluTanhLoops {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    private static final float LINEAR = (float) (2 * Math.sqrt(2 / Math.PI));
    private static final float CUBIC = (float) (2 * Math.sqrt(2 / Math.PI) * GeluTanh.CUBIC);

    /** Below, where u is −88.3, y counts as 0; z is replaced by one for which e⁻ᵘ is ∞. */
    private static final float LIMIT = -10.04f;

    private static final float ZERO = -10.065f;

    /** Here u is −87.8, for which eᵘ is 0 already. */
    private static final float GRADIENT_LIMIT = -10.02f;

    private GeluTanhLoops() {}

    /**
     * y to 14 ulp where |y| is above 10⁻³, to 1.2·10⁻⁹ absolute below.
     *
     * <p>The error is that of u, which for negative z is as many times the relative error of y. With the rounding errors
     * of u carried along it would be 1.8 ulp, but a quarter more work, for a function that approximates GELU itself to
     * 5·10⁻⁴.
     */
    static void geluTanh(float[] z, int zi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector bounded = v.blend(ZERO, v.compare(LT, LIMIT));
            FloatVector factor = bounded.mul(bounded).fma(-CUBIC, -LINEAR);
            FloatVector x = bounded.mul(factor);
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

    /** dz = dy·σ(u)·(1 + z·u′·σ(−u)), db += dz; the slope to 2·10⁻⁷ absolute. */
    static void gradient(float[] dy, int dyi, float[] z, int zi, float[] dz, int dzi, float[] db, int dbi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector lower = v.abs().neg();
            lower = lower.blend(GRADIENT_LIMIT, lower.compare(LT, GRADIENT_LIMIT));
            FloatVector square = lower.mul(lower);
            FloatVector x = lower.mul(square.fma(CUBIC, LINEAR));
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
            FloatVector growth = lower.mul(square.fma(3 * CUBIC, LINEAR));
            FloatVector g = e.mul(upper).mul(growth.fma(upper, broadcast(S, 1f)));
            FloatVector slope = g.blend(broadcast(S, 1f).sub(g), v.compare(GT, 0f));
            FloatVector gradient = FloatVector.fromArray(S, dy, dyi + j).mul(slope);
            gradient.intoArray(dz, dzi + j);
            FloatVector.fromArray(S, db, dbi + j).add(gradient).intoArray(db, dbi + j);
        }
    }
}
