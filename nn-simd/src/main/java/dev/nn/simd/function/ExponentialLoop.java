package dev.nn.simd.function;

import static dev.nn.simd.function.Exponential.LN_2_HIGH;
import static dev.nn.simd.function.Exponential.LN_2_LOW;
import static dev.nn.simd.function.Exponential.LOG2_E;
import static dev.nn.simd.function.Exponential.ONE;
import static dev.nn.simd.function.Exponential.SHIFT;
import static dev.nn.simd.jvm.VectorShape.INTS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.nn.simd.jvm.VectorShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loop of the exponential function y = eˣ for all floats, over whole vectors.
 *
 * <p>As in {@link Exponential}, but 2ⁿ is multiplied in as two factors of half the exponent each: so it reaches the
 * denormal results, rounded once more, and the largest float.
 *
 * <p>P has degree 5: minimax by reweighted least squares on (eʳ − 1 − r) / r², with the relative error of eʳ − 1 as
 * weight, coefficients rounded to float one after the other. P leaves a relative error of 2⁻³¹; with degree 4 the whole
 * would be off by up to 1.03 ulp.
 */
public final class ExponentialLoop {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    public static final float P0 = 0.5f;
    public static final float P1 = 0x1.555554p-3f;
    public static final float P2 = 0x1.5554f8p-5f;
    public static final float P3 = 0x1.1112d8p-7f;
    public static final float P4 = 0x1.6d3a4ap-10f;
    public static final float P5 = 0x1.9e738p-13f;

    private static final int SHIFT_BITS = Float.floatToRawIntBits(SHIFT);

    /** From about 88.72 on eˣ is ∞, and the computation says so up to here. */
    public static final float HIGHEST = 89;

    /** Below about −103.97 eˣ is 0, and the computation says so down to here. */
    public static final float LOWEST = -104;

    private ExponentialLoop() {}

    /** y to 1 ulp; x and y may be the same place. */
    public static void exp(float[] x, int xi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, x, xi + j);
            FloatVector shifted = v.fma(LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(broadcast(S, -LN_2_LOW), n.fma(broadcast(S, -LN_2_HIGH), v));
            FloatVector p = r.fma(P5, P4).fma(r, broadcast(S, P3)).fma(r, broadcast(S, P2));
            FloatVector q = r.mul(r).fma(p.fma(r, broadcast(S, P1)).fma(r, broadcast(S, P0)), r);
            IntVector exponent = ((IntVector) shifted.reinterpretShape(INTS, 0)).sub(SHIFT_BITS);
            IntVector half = exponent.lanewise(ASHR, 1);
            FloatVector s = (FloatVector) half.lanewise(LSHL, 23).add(ONE).reinterpretShape(S, 0);
            FloatVector rest =
                    (FloatVector) exponent.sub(half).lanewise(LSHL, 23).add(ONE).reinterpretShape(S, 0);
            s.fma(q, s)
                    .mul(rest)
                    .blend(Float.POSITIVE_INFINITY, v.compare(GT, HIGHEST))
                    .blend(0f, v.compare(LT, LOWEST))
                    .intoArray(y, yi + j);
        }
    }
}
