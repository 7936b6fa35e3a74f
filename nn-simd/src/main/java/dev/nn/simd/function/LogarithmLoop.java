package dev.nn.simd.function;

import static dev.nn.simd.function.Exponential.LN_2_HIGH;
import static dev.nn.simd.function.Exponential.LN_2_LOW;
import static dev.nn.simd.function.Exponential.ONE;
import static dev.nn.simd.function.Exponential.SIGN;
import static dev.nn.simd.jvm.VectorShape.INTS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.nn.simd.jvm.VectorShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loop of y = ln(1 + x) for all floats, over whole vectors.
 *
 * <p>1 + x = 2ᵉ · (1 + f) with √½ ≤ 1 + f &lt; √2, so y = e·ln 2 + ln(1 + f). What 1 + x loses by rounding is found out
 * exactly and, divided by 2ᵉ, added to f. For e = 0 that makes f = x, however small x is; so there is no special case
 * for small x. Then ln(1 + f) = f + f²·P(f), where the two large parts, e·ln 2 and f, are added exactly, as a sum and
 * its error.
 *
 * <p>P has degree 9 and P(0) = −½: minimax by reweighted least squares on (ln(1 + f) − f) / f², with the relative error
 * of ln(1 + f) as weight, coefficients rounded to float one after the other. P leaves a relative error of 2⁻³⁰.
 */
public final class LogarithmLoop {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    public static final float P0 = -0.5f;
    public static final float P1 = 0x1.555548p-2f;
    public static final float P2 = -0x1.000006p-2f;
    public static final float P3 = 0x1.99a476p-3f;
    public static final float P4 = -0x1.555c46p-3f;
    public static final float P5 = 0x1.233ba8p-3f;
    public static final float P6 = -0x1.fc2886p-4f;
    public static final float P7 = 0x1.e6bf3cp-4f;
    public static final float P8 = -0x1.de02c2p-4f;
    public static final float P9 = 0x1.14760ep-4f;

    /** The bits of √½: subtracted, they leave in the exponent's place e, and below it how far 1 + f is above √½. */
    public static final int ROOT_BITS = 0x3f35_04f3;

    public static final int FRACTION = 0x007f_ffff;

    private LogarithmLoop() {}

    /** y to 1 ulp; −∞ for −1, NaN below; x and y may be the same place. */
    public static void log1p(float[] x, int xi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, x, xi + j);
            FloatVector u = v.add(1f);
            FloatVector lost = v.sub(u.sub(1f));
            IntVector above = ((IntVector) u.reinterpretShape(INTS, 0)).sub(ROOT_BITS);
            IntVector exponent = above.lanewise(ASHR, 23);
            FloatVector rounded =
                    ((FloatVector) above.and(FRACTION).add(ROOT_BITS).reinterpretShape(S, 0)).sub(1f);
            // 2⁻ᵉ, or 0 where that is no normal float: nothing is lost there.
            IntVector scale = IntVector.broadcast(exponent.species(), ONE)
                    .sub(exponent.lanewise(LSHL, 23))
                    .max(0);
            FloatVector rest = lost.mul((FloatVector) scale.reinterpretShape(S, 0));
            FloatVector f = rounded.add(rest);
            FloatVector fLow = rest.sub(f.sub(rounded));
            FloatVector e = (FloatVector) exponent.convertShape(I2F, S, 0);
            FloatVector high = e.mul(LN_2_HIGH);
            FloatVector sum = high.add(f);
            FloatVector error = f.sub(sum.sub(high));
            FloatVector f2 = f.mul(f);
            FloatVector odd = f2.fma(P9, P7).fma(f2, broadcast(S, P5)).fma(f2, broadcast(S, P3));
            FloatVector even = f2.fma(P8, P6).fma(f2, broadcast(S, P4)).fma(f2, broadcast(S, P2));
            FloatVector p = odd.fma(f2, broadcast(S, P1)).fma(f, even.fma(f2, broadcast(S, P0)));
            FloatVector small = f2.fma(p, e.fma(broadcast(S, LN_2_LOW), fLow)).add(error);
            FloatVector value = sum.add(small)
                    .blend(v, v.compare(EQ, Float.POSITIVE_INFINITY))
                    .blend(Float.NEGATIVE_INFINITY, v.compare(EQ, -1f))
                    .blend(Float.NaN, v.compare(LT, -1f));
            // The sign of y is that of x; only the sum of 0 and −0 doesn't know.
            IntVector sign = ((IntVector) v.reinterpretShape(INTS, 0)).and(SIGN);
            IntVector signed = ((IntVector) value.reinterpretShape(INTS, 0)).or(sign);
            ((FloatVector) signed.reinterpretShape(S, 0)).intoArray(y, yi + j);
        }
    }
}
