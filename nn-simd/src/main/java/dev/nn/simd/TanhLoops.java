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
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of the hyperbolic tangent y = tanh z, over whole vectors.
 *
 * <p>For a = |z| from 0.6 on it is 1 − 2 / (1 + e²ᵃ), which would cancel for small a; below it is a + a³·T(a²). T has
 * degree 4: Remez exchange in 40 digits on (tanh(a)/a − 1) / a² as a function of a², with the relative error of tanh as
 * weight, coefficients rounded to float one after the other. T leaves a relative error of 2⁻²⁸·⁴ in y.
 */
final class TanhLoops {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    private static final float BORDER = 0.6f;

    private static final float T0 = -0x1.55553ep-2f;
    private static final float T1 = 0x1.1109bep-3f;
    private static final float T2 = -0x1.b89abap-5f;
    private static final float T3 = 0x1.54c3c2p-6f;
    private static final float T4 = -0x1.828776p-8f;

    /** From about 9.01 on the nearest float is 1. */
    private static final float LIMIT = 10;

    private static final int SIGN = 0x8000_0000;

    private TanhLoops() {}

    /** y to 1.3 ulp. */
    static void tanh(float[] z, int zi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector magnitude = v.abs();
            FloatVector a = magnitude.blend(LIMIT, magnitude.compare(GT, LIMIT));
            FloatVector x = a.add(a);
            FloatVector shifted = x.fma(LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(broadcast(S, -LN_2_LOW), n.fma(broadcast(S, -LN_2_HIGH), x));
            FloatVector p = r.fma(P5, P4).fma(r, broadcast(S, P3));
            p = p.fma(r, broadcast(S, P2)).fma(r, broadcast(S, P1));
            FloatVector q = r.mul(r).fma(p.fma(r, broadcast(S, P0)), r);
            IntVector power = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(ONE);
            FloatVector s = power.reinterpretAsFloats();
            FloatVector large = broadcast(S, 1f).sub(broadcast(S, 2f).div(s.fma(q, s.add(1f))));
            FloatVector square = a.mul(a);
            FloatVector t = square.fma(T4, T3).fma(square, broadcast(S, T2)).fma(square, broadcast(S, T1));
            FloatVector small = t.fma(square, broadcast(S, T0)).mul(square).fma(a, a);
            IntVector value = large.blend(small, a.compare(LT, BORDER)).reinterpretAsInts();
            IntVector sign = v.reinterpretAsInts().lanewise(AND, SIGN);
            value.lanewise(OR, sign).reinterpretAsFloats().intoArray(y, yi + j);
        }
    }

    /** dz = dy·(1 − y)·(1 + y), db += dz. */
    static void gradient(float[] dy, int dyi, float[] y, int yi, float[] dz, int dzi, float[] db, int dbi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, y, yi + j);
            FloatVector slope = broadcast(S, 1f).sub(v).mul(v.add(1f));
            FloatVector gradient = FloatVector.fromArray(S, dy, dyi + j).mul(slope);
            gradient.intoArray(dz, dzi + j);
            FloatVector.fromArray(S, db, dbi + j).add(gradient).intoArray(db, dbi + j);
        }
    }
}
