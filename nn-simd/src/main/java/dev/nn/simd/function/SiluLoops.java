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
import static jdk.incubator.vector.VectorOperators.AND_NOT;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.nn.simd.jvm.VectorShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of SiLU y = z·σ(z), over whole vectors.
 *
 * <p>The slope minus ½ is an odd function. So it is computed for −|z|, where nothing cancels, as g, and is 1 − g where z
 * is positive.
 */
public final class SiluLoops {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    /** From here on y is 0 or z; |y| left of it is less than 4·10⁻³⁷, and there is no float for e⁻ᶻ. */
    public static final float LIMIT = 88.3f;

    private SiluLoops() {}

    /** y to 1.8 ulp where |y| is above 10⁻³, to 2.5 ulp below. */
    static void silu(float[] z, int zi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector shifted = v.fma(-LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(broadcast(S, -LN_2_LOW), n.fma(broadcast(S, -LN_2_HIGH), v.neg()));
            FloatVector square = r.mul(r);
            FloatVector p = square.fma(broadcast(S, P4), r.fma(P3, P2)).fma(square, r.fma(P1, P0));
            FloatVector q = square.fma(p, r);
            IntVector power = ((IntVector) shifted.reinterpretShape(INTS, 0))
                    .lanewise(LSHL, 23)
                    .add(ONE);
            FloatVector s = (FloatVector) power.reinterpretShape(S, 0);
            // z for positive z, −0 for negative.
            IntVector bits = (IntVector) v.reinterpretShape(INTS, 0);
            IntVector limit = bits.lanewise(AND_NOT, bits.lanewise(ASHR, 31)).or(bits.and(SIGN));
            v.div(s.fma(q, s.add(1f)))
                    .blend((FloatVector) limit.reinterpretShape(S, 0), v.abs().compare(GT, LIMIT))
                    .intoArray(y, yi + j);
        }
    }

    /** dz = dy·σ(z)·(1 + z·σ(−z)), db += dz; the slope to 2·10⁻⁷ absolute. */
    static void gradient(float[] dy, int dyi, float[] z, int zi, float[] dz, int dzi, float[] db, int dbi, int length) {
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
            FloatVector e = s.fma(q, s);
            FloatVector upper = broadcast(S, 1f).div(e.add(1f));
            FloatVector g = e.mul(upper).mul(x.fma(upper, broadcast(S, 1f)));
            g = g.blend(0f, x.compare(LT, LOWEST));
            FloatVector slope = g.blend(broadcast(S, 1f).sub(g), v.compare(GT, 0f));
            FloatVector gradient = FloatVector.fromArray(S, dy, dyi + j).mul(slope);
            gradient.intoArray(dz, dzi + j);
            FloatVector.fromArray(S, db, dbi + j).add(gradient).intoArray(db, dbi + j);
        }
    }
}
