package dev.nn.simd.function;

import static dev.nn.simd.function.Exponential.LN_2_HIGH;
import static dev.nn.simd.function.Exponential.LN_2_LOW;
import static dev.nn.simd.function.Exponential.LOG2_E;
import static dev.nn.simd.function.Exponential.ONE;
import static dev.nn.simd.function.Exponential.P0;
import static dev.nn.simd.function.Exponential.P1;
import static dev.nn.simd.function.Exponential.P2;
import static dev.nn.simd.function.Exponential.P3;
import static dev.nn.simd.function.Exponential.P4;
import static dev.nn.simd.function.Exponential.SHIFT;
import static dev.nn.simd.function.Exponential.SIGN;
import static dev.nn.simd.jvm.VectorShape.INTS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;

import dev.nn.simd.jvm.VectorShape;
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
public final class TanhLoops {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    public static final float BORDER = 0.6f;

    public static final float T0 = -0x1.55553ep-2f;
    public static final float T1 = 0x1.1109bep-3f;
    public static final float T2 = -0x1.b89abap-5f;
    public static final float T3 = 0x1.54c3c2p-6f;
    public static final float T4 = -0x1.828776p-8f;

    /** The bits of 10. From about 9.01 on the nearest float to y is 1. */
    public static final int LIMIT = 0x4120_0000;

    private TanhLoops() {}

    /** y to 1.3 ulp. */
    static void tanh(float[] z, int zi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector a = v.abs();
            // Floats that are not negative have the order of their bits, and for integers a minimum is cheap.
            IntVector limited = ((IntVector) a.reinterpretShape(INTS, 0)).min(LIMIT);
            FloatVector bounded = (FloatVector) limited.reinterpretShape(S, 0);
            FloatVector shifted = bounded.fma(2 * LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(broadcast(S, -LN_2_LOW), n.fma(broadcast(S, -LN_2_HIGH), bounded.add(bounded)));
            FloatVector square = r.mul(r);
            FloatVector p = square.fma(broadcast(S, P4), r.fma(P3, P2)).fma(square, r.fma(P1, P0));
            FloatVector q = square.fma(p, r);
            IntVector power = ((IntVector) shifted.reinterpretShape(INTS, 0))
                    .lanewise(LSHL, 23)
                    .add(ONE);
            FloatVector s = (FloatVector) power.reinterpretShape(S, 0);
            FloatVector large = broadcast(S, 1f).sub(broadcast(S, 2f).div(s.fma(q, s.add(1f))));
            FloatVector a2 = a.mul(a);
            FloatVector t = a2.fma(T4, T3).fma(a2, broadcast(S, T2)).fma(a2, broadcast(S, T1));
            FloatVector small = t.fma(a2, broadcast(S, T0)).mul(a2).fma(a, a);
            // In this order, so that NaN, which is no longer in the large value, comes from the small one.
            IntVector value =
                    (IntVector) small.blend(large, a.compare(GE, BORDER)).reinterpretShape(INTS, 0);
            IntVector sign = ((IntVector) v.reinterpretShape(INTS, 0)).and(SIGN);
            ((FloatVector) value.or(sign).reinterpretShape(S, 0)).intoArray(y, yi + j);
        }
    }

    /** dz = dy·(1 − y)·(1 + y), db += dz; the slope to 1.5 ulp. */
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
