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
import static dev.nn.simd.function.GeluTanhConstants.CUBIC;
import static dev.nn.simd.function.GeluTanhConstants.CUBIC_2;
import static dev.nn.simd.function.GeluTanhConstants.CUBIC_2_LOW;
import static dev.nn.simd.function.GeluTanhConstants.LINEAR;
import static dev.nn.simd.function.GeluTanhConstants.LINEAR_2;
import static dev.nn.simd.function.GeluTanhConstants.LINEAR_2_LOW;
import static dev.nn.simd.jvm.VectorShape.INTS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND_NOT;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;

import dev.nn.activation.GeluTanh;
import dev.nn.simd.jvm.VectorShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of GELU's tanh form y = z·σ(u), u = 2√(2/π)·(z + {@link GeluTanh#CUBIC}·z³), over whole vectors.
 *
 * <p>An absolute error of u is the relative error of y, and where y is −10⁻³, u is −8.3: rounded to float it would cost
 * 14 ulp. So here, unlike in {@link Exponential}, e⁻ᵘ is taken as 2ᵗ⁺ᵉ: t = −u·log₂e is never rounded before a whole
 * number n has been subtracted, and e, what went missing in z², in the factor z·factor = t and in its constants, is
 * added to the remainder f. Then 2ᶠ − 1 = f + f·P(f), with P of degree 5: minimax by reweighted least squares on
 * (2ᶠ − 1) / f − 1, with the relative error of 2ᶠ as weight, coefficients rounded to float one after the other. P leaves
 * a relative error of 2⁻²⁸·⁶ in 2ᶠ; f·(1 + P(f)) instead would round more, and cost the second ulp.
 *
 * <p>The slope minus ½ is an odd function. So it is computed for −|z|, where nothing cancels, as g, and is 1 − g where z
 * is positive; there u is rounded.
 */
public final class GeluTanhLoops {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    public static final float B0 = -0x1.3a379ep-2f;
    public static final float B1 = 0x1.ebfbe2p-3f;
    public static final float B2 = 0x1.c6aea2p-5f;
    public static final float B3 = 0x1.3b28c6p-7f;
    public static final float B4 = 0x1.5f58bap-10f;
    public static final float B5 = 0x1.452d84p-13f;

    /** From here on y is 0 or z, nearly: u is 87.3, and at −10 |y| is 1.2·10⁻³⁷. */
    public static final float LIMIT = 10;

    private GeluTanhLoops() {}

    /** y to 2 ulp where |y| is above 10⁻³ or |z| below 1, elsewhere to 2·10⁻¹⁰ absolute. */
    static void geluTanh(float[] z, int zi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector z2 = v.mul(v);
            FloatVector factor = z2.fma(-CUBIC_2, -LINEAR_2);
            FloatVector shifted = v.fma(factor, broadcast(S, SHIFT));
            FloatVector n = shifted.sub(SHIFT);
            FloatVector factorLow =
                    z2.fma(broadcast(S, -CUBIC_2), broadcast(S, -LINEAR_2).sub(factor));
            FloatVector squareLow = v.fma(v, z2.neg());
            factorLow = squareLow.fma(broadcast(S, -CUBIC_2), factorLow).add(z2.fma(-CUBIC_2_LOW, -LINEAR_2_LOW));
            FloatVector f = v.fma(factorLow, v.fma(factor, n.neg()));
            FloatVector p = f.fma(B5, B4).fma(f, broadcast(S, B3)).fma(f, broadcast(S, B2));
            FloatVector q = p.fma(f, broadcast(S, B1)).fma(f, broadcast(S, B0)).fma(f, f);
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

    /** dz = dy·σ(u)·(1 + z·u′·σ(−u)), db += dz; the slope to 2·10⁻⁷ absolute. */
    static void gradient(float[] dy, int dyi, float[] z, int zi, float[] dz, int dzi, float[] db, int dbi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector lower = v.abs().neg();
            FloatVector z2 = lower.mul(lower);
            FloatVector x = lower.mul(z2.fma(CUBIC, LINEAR));
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
            FloatVector growth = lower.mul(z2.fma(3 * CUBIC, LINEAR));
            FloatVector g = e.mul(upper).mul(growth.fma(upper, broadcast(S, 1f)));
            g = g.blend(0f, v.abs().compare(GT, LIMIT));
            FloatVector slope = g.blend(broadcast(S, 1f).sub(g), v.compare(GT, 0f));
            FloatVector gradient = FloatVector.fromArray(S, dy, dyi + j).mul(slope);
            gradient.intoArray(dz, dzi + j);
            FloatVector.fromArray(S, db, dbi + j).add(gradient).intoArray(db, dbi + j);
        }
    }
}
