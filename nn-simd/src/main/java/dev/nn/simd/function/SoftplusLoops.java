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
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.nn.simd.jvm.VectorShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loop of softplus y = ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|), over whole vectors; its gradient is
 * {@link SigmoidLoops#softplusGradient}.
 *
 * <p>With u = e^−|z|, from 0 to 1, ln(1 + u) = u + u²·L(u). L has degree 9: Remez exchange in 40 digits on
 * (ln(1 + u) − u) / u², with the relative error of ln(1 + u) as weight, coefficients rounded to float one after the
 * other. L leaves a relative error of 2⁻³⁰. It is added up in pairs and pairs of pairs (Estrin) down to L2, for ten
 * steps one after the other are longer than the processor looks ahead; odd and even powers apart would cancel. A series
 * in u / (2 + u) is shorter, but needs a division, which rounds.
 */
public final class SoftplusLoops {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    public static final float L0 = -0x1.fffff8p-2f;
    public static final float L1 = 0x1.5553b6p-2f;
    public static final float L2 = -0x1.ffc59ep-3f;
    public static final float L3 = 0x1.978b56p-3f;
    public static final float L4 = -0x1.4a72c6p-3f;
    public static final float L5 = 0x1.ff2974p-4f;
    public static final float L6 = -0x1.54f29ap-4f;
    public static final float L7 = 0x1.5901aap-5f;
    public static final float L8 = -0x1.c0a6dcp-7f;
    public static final float L9 = 0x1.113a04p-9f;

    private SoftplusLoops() {}

    /** y to 2 ulp. */
    static void softplus(float[] z, int zi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector x = v.abs().neg();
            FloatVector shifted = x.fma(LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(broadcast(S, -LN_2_LOW), n.fma(broadcast(S, -LN_2_HIGH), x));
            FloatVector square = r.mul(r);
            FloatVector p = square.fma(broadcast(S, P4), r.fma(P3, P2)).fma(square, r.fma(P1, P0));
            FloatVector q = square.fma(p, r);
            IntVector power = ((IntVector) shifted.reinterpretShape(INTS, 0))
                    .lanewise(LSHL, 23)
                    .add(ONE);
            FloatVector s = (FloatVector) power.reinterpretShape(S, 0);
            FloatVector u = s.fma(q, s).blend(0f, x.compare(LT, LOWEST));
            FloatVector u2 = u.mul(u);
            FloatVector u4 = u2.mul(u2);
            FloatVector l6 = u2.fma(u.fma(L9, L8), u.fma(L7, L6));
            FloatVector l2 = u2.fma(u.fma(L5, L4), u.fma(L3, L2));
            FloatVector l = u4.fma(l6, l2).fma(u, broadcast(S, L1)).fma(u, broadcast(S, L0));
            FloatVector logarithm = u2.fma(l, u);
            logarithm.add(v.blend(0f, v.compare(LT, 0f))).intoArray(y, yi + j);
        }
    }
}
