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
import static dev.nn.simd.function.Exponential.SIGN;
import static dev.nn.simd.jvm.VectorShape.INTS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.nn.activation.Selu;
import dev.nn.simd.jvm.VectorShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops of ELU and SELU, which are {@code right}·z where z > 0, else {@code left}·(eᶻ − 1), over whole vectors. */
public final class EluLoops {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    /** What SELU's left branch is scaled with. */
    public static final float SELU_LEFT = (float) ((double) Selu.LAMBDA * Selu.ALPHA);

    private EluLoops() {}

    /** y to 1 ulp for ELU with alpha = 1, else to 2.1 ulp. */
    static void elu(float right, float left, float[] z, int zi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector shifted = v.fma(LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(broadcast(S, -LN_2_LOW), n.fma(broadcast(S, -LN_2_HIGH), v));
            FloatVector square = r.mul(r);
            FloatVector p = square.fma(broadcast(S, P4), r.fma(P3, P2)).fma(square, r.fma(P1, P0));
            FloatVector q = square.fma(p, r);
            IntVector power = ((IntVector) shifted.reinterpretShape(INTS, 0))
                    .lanewise(LSHL, 23)
                    .add(ONE);
            FloatVector s = (FloatVector) power.reinterpretShape(S, 0);
            FloatVector minus1 = s.fma(q, s.sub(1f)).blend(-1f, v.compare(LT, LOWEST));
            IntVector value = (IntVector)
                    minus1.mul(left).blend(v.mul(right), v.compare(GT, 0f)).reinterpretShape(INTS, 0);
            // The sign of y is that of z; only eᶻ − 1 = +0 for z = −0 doesn't know.
            IntVector sign = ((IntVector) v.reinterpretShape(INTS, 0)).and(SIGN);
            ((FloatVector) value.or(sign).reinterpretShape(S, 0)).intoArray(y, yi + j);
        }
    }

    /** dz = dy·{@code right} where y > 0, else dy·(y + {@code left}); db += dz; the slope of ELU to 0.5 ulp, of SELU to 2·10⁻⁷ absolute. */
    static void gradient(
            float right,
            float left,
            float[] dy,
            int dyi,
            float[] y,
            int yi,
            float[] dz,
            int dzi,
            float[] db,
            int dbi,
            int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, y, yi + j);
            FloatVector slope = v.add(left).blend(right, v.compare(GT, 0f));
            FloatVector gradient = FloatVector.fromArray(S, dy, dyi + j).mul(slope);
            gradient.intoArray(dz, dzi + j);
            FloatVector.fromArray(S, db, dbi + j).add(gradient).intoArray(db, dbi + j);
        }
    }
}
