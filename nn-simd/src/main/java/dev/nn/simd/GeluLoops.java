package dev.nn.simd;

import static dev.nn.simd.Exponential.LN_2_HIGH;
import static dev.nn.simd.Exponential.LN_2_LOW;
import static dev.nn.simd.Exponential.LOG2_E;
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
 * The loops of GELU y = z·Φ(z) = max(z, 0) − a·Φ(−a) with a = |z|, over whole vectors.
 *
 * <p>The tail of the normal distribution is Φ(−a) = e^(−a²/2) · N(a) / D(a). In this form it keeps its digits however
 * small it is; through erf it would be 1 minus nearly 1, and y would have none left for z below −3. For the same reason
 * −a²/2 is not rounded before n·ln 2 has been subtracted: an error of it would be the relative error of the exponential.
 *
 * <p>N and D have degree 4 and 5, N(0) = ½ and D(0) = 1: least squares in extended precision on N − D·Φ(−a)·e^(a²/2),
 * weighted to be the relative error and reweighted until its peaks over 0 ≤ a ≤ 13.3 were even, coefficients rounded to
 * float one after the other. They leave a relative error of 2⁻²⁶·² in the tail. All are positive, so nothing cancels.
 */
final class GeluLoops {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    private static final float N0 = 0.5f;
    private static final float N1 = 0.43500233f;
    private static final float N2 = 0.18078816f;
    private static final float N3 = 0.039806206f;
    private static final float N4 = 0.003992884f;

    private static final float D0 = 1;
    private static final float D1 = 1.6678895f;
    private static final float D2 = 1.192356f;
    private static final float D3 = 0.46300882f;
    private static final float D4 = 0.09978691f;
    private static final float D5 = 0.010008529f;

    /** From here on a·Φ(−a) has no normal float, and tails count as 0. */
    private static final float LIMIT = 13.15f;

    /** φ(0) = 1/√(2π). */
    private static final float DENSITY = 0.3989422804014327f;

    private GeluLoops() {}

    /** y to 5 ulp where |y| is above 10⁻³, to 6.5 ulp below, and where it is below 1 to 10⁻⁷ absolute. */
    static void gelu(float[] z, int zi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector a = v.abs();
            FloatVector half = a.mul(-0.5f);
            FloatVector x = a.mul(half);
            FloatVector shifted = x.fma(LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(broadcast(S, -LN_2_LOW), a.fma(half, n.mul(-LN_2_HIGH)));
            FloatVector p = r.fma(P5, P4).fma(r, broadcast(S, P3));
            p = p.fma(r, broadcast(S, P2)).fma(r, broadcast(S, P1));
            FloatVector q = r.mul(r).fma(p.fma(r, broadcast(S, P0)), r);
            IntVector power = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(ONE);
            FloatVector s = power.reinterpretAsFloats();
            FloatVector over = a.fma(N4, N3)
                    .fma(a, broadcast(S, N2))
                    .fma(a, broadcast(S, N1))
                    .fma(a, broadcast(S, N0));
            FloatVector under = a.fma(D5, D4)
                    .fma(a, broadcast(S, D3))
                    .fma(a, broadcast(S, D2))
                    .fma(a, broadcast(S, D1));
            under = under.fma(a, broadcast(S, D0));
            over = over.mul(a);
            FloatVector tail = q.fma(over, over).mul(s).div(under);
            tail = tail.blend(0f, a.compare(GT, LIMIT));
            // −0 minus the tail is negative even where the tail is 0.
            v.blend(-0f, v.compare(LT, 0f)).sub(tail).intoArray(y, yi + j);
        }
    }

    /** dz = dy·(Φ(z) + z·φ(z)), db += dz; the slope to 2·10⁻⁷ absolute. */
    static void gradient(float[] dy, int dyi, float[] z, int zi, float[] dz, int dzi, float[] db, int dbi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector a = v.abs();
            FloatVector half = a.mul(-0.5f);
            FloatVector x = a.mul(half);
            FloatVector shifted = x.fma(LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(broadcast(S, -LN_2_LOW), a.fma(half, n.mul(-LN_2_HIGH)));
            FloatVector p = r.fma(P5, P4).fma(r, broadcast(S, P3));
            p = p.fma(r, broadcast(S, P2)).fma(r, broadcast(S, P1));
            FloatVector q = r.mul(r).fma(p.fma(r, broadcast(S, P0)), r);
            IntVector power = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(ONE);
            FloatVector s = power.reinterpretAsFloats();
            FloatVector over = a.fma(N4, N3)
                    .fma(a, broadcast(S, N2))
                    .fma(a, broadcast(S, N1))
                    .fma(a, broadcast(S, N0));
            FloatVector under = a.fma(D5, D4)
                    .fma(a, broadcast(S, D3))
                    .fma(a, broadcast(S, D2))
                    .fma(a, broadcast(S, D1));
            under = under.fma(a, broadcast(S, D0));
            // The slope minus ½ is odd: g = Φ(−a) − a·φ(a) for z = −a, and 1 − g for z = a.
            FloatVector g = s.fma(q, s).mul(a.fma(broadcast(S, -DENSITY), over.div(under)));
            g = g.blend(0f, a.compare(GT, LIMIT));
            FloatVector slope = g.blend(broadcast(S, 1f).sub(g), v.compare(GT, 0f));
            FloatVector gradient = FloatVector.fromArray(S, dy, dyi + j).mul(slope);
            gradient.intoArray(dz, dzi + j);
            FloatVector.fromArray(S, db, dbi + j).add(gradient).intoArray(db, dbi + j);
        }
    }
}
