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
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.nn.simd.jvm.VectorShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of GELU y = z·Φ(z) = max(z, 0) − a·Φ(−a) with a = |z|, over whole vectors.
 *
 * <p>The tail of the normal distribution is Φ(−a) = e^(−b²/2) · U(a) with b = a + {@value #BETA}. In this form it keeps
 * its digits however small it is; through erf it would be 1 minus nearly 1, and y would have none left for z below −3.
 * The usual form has b = a; but with the shift U hardly varies, from 0.56 to 0.98 where it matters, so that a short
 * polynomial does for it, and little is lost in evaluating it.
 *
 * <p>For 2 ulp some roundings must be undone. −b²/2 is not rounded before n·ln 2 has been subtracted, and the error of b
 * goes with the low part of n·ln 2 into r: either would be the relative error of the exponential, times b. And U is
 * added up as high + low.
 *
 * <p>U has degree 11 in a − {@value #CENTER}: minimax by reweighted least squares, with its relative error as weight up
 * to a = 3.45, where |y| is 10⁻³, and from there to {@value #END} the absolute error of y; coefficients rounded to float
 * one after the other, and the centre chosen so that the first loses nothing by it. U leaves a relative error of
 * 2⁻²⁶·⁹. From {@value #END} on it stays constant; the exponential does the rest. (A quotient of polynomials
 * of degree 4 and 5 had as many operations, one of them a division, and left 5 ulp.)
 *
 * <p>The slope minus ½ is an odd function: with g = Φ(−a) − a·φ(a) it is g for z = −a and 1 − g for z = a. It is wanted
 * to an absolute error only, so g = e^(−a²/2) · G(a), with G of degree 11 and an error of 2⁻²⁵·⁷ in g.
 */
public final class GeluLoops {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    public static final float BETA = 0.59375f;
    public static final float CENTER = 1.53515625f;
    public static final float END = 4.75f;

    public static final float U0 = 0x1.33e9dp-1f;
    public static final float U1 = 0x1.8ad12ep-4f;
    public static final float U2 = 0x1.a88ba2p-5f;
    public static final float U3 = -0x1.57fb3p-11f;
    public static final float U4 = 0x1.2aeef6p-9f;
    public static final float U5 = -0x1.956416p-12f;
    public static final float U6 = 0x1.009efap-13f;
    public static final float U7 = -0x1.d74526p-16f;
    public static final float U8 = 0x1.b2ff8cp-18f;
    public static final float U9 = -0x1.c22346p-20f;
    public static final float U10 = 0x1.0772ccp-21f;
    public static final float U11 = -0x1.49359cp-24f;

    public static final float G0 = 0.5f;
    public static final float G1 = -0x1.98842ep-1f;
    public static final float G2 = 0x1.fff45p-3f;
    public static final float G3 = -0x1.100744p-3f;
    public static final float G4 = 0x1.fba538p-5f;
    public static final float G5 = -0x1.a24536p-6f;
    public static final float G6 = 0x1.288f5cp-7f;
    public static final float G7 = -0x1.56a628p-9f;
    public static final float G8 = 0x1.2bb524p-11f;
    public static final float G9 = -0x1.6a651ap-14f;
    public static final float G10 = 0x1.08e6fep-17f;
    public static final float G11 = -0x1.5c858cp-22f;

    /** Above, a·Φ(−a) is less than 6·10⁻³⁶ and counts as 0. */
    public static final float LIMIT = 12.5f;

    private static final int END_BITS = Float.floatToRawIntBits(END);

    private GeluLoops() {}

    /** y to 2 ulp where |y| is above 10⁻³ or |z| below 1, elsewhere to 1.5·10⁻⁷ absolute. */
    static void gelu(float[] z, int zi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            FloatVector a = v.abs();
            FloatVector b = a.add(BETA);
            FloatVector excess = b.sub(BETA).sub(a);
            FloatVector shifted = b.mul(b).fma(-0.5f * LOG2_E, SHIFT);
            FloatVector n = shifted.sub(SHIFT);
            FloatVector low = n.fma(broadcast(S, -LN_2_LOW), b.mul(excess));
            FloatVector r = b.fma(b, n.mul(2 * LN_2_HIGH)).fma(broadcast(S, -0.5f), low);
            FloatVector square = r.mul(r);
            FloatVector p = square.fma(broadcast(S, P4), r.fma(P3, P2)).fma(square, r.fma(P1, P0));
            FloatVector q = square.fma(p, r);
            // Adding n to the exponent of a is the multiplication by 2ⁿ.
            IntVector bits = (IntVector) a.reinterpretShape(INTS, 0);
            IntVector power = bits.add(((IntVector) shifted.reinterpretShape(INTS, 0)).lanewise(LSHL, 23));
            FloatVector scaled = (FloatVector) power.reinterpretShape(S, 0);
            FloatVector t = ((FloatVector) bits.min(END_BITS).reinterpretShape(S, 0)).sub(CENTER);
            FloatVector sum = t.fma(U11, U10).fma(t, broadcast(S, U9)).fma(t, broadcast(S, U8));
            sum = sum.fma(t, broadcast(S, U7)).fma(t, broadcast(S, U6)).fma(t, broadcast(S, U5));
            sum = sum.fma(t, broadcast(S, U4)).fma(t, broadcast(S, U3)).fma(t, broadcast(S, U2));
            sum = sum.fma(t, broadcast(S, U1));
            FloatVector uHigh = sum.fma(t, broadcast(S, U0));
            FloatVector uLow = sum.fma(t, broadcast(S, U0).sub(uHigh));
            FloatVector tail = scaled.fma(uHigh, scaled.mul(q.fma(uHigh, uLow)));
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
            FloatVector x = a.mul(a).mul(-0.5f);
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
            FloatVector a2 = a.mul(a);
            FloatVector odd = a2.fma(G11, G9).fma(a2, broadcast(S, G7)).fma(a2, broadcast(S, G5));
            FloatVector even = a2.fma(G10, G8).fma(a2, broadcast(S, G6)).fma(a2, broadcast(S, G4));
            odd = odd.fma(a2, broadcast(S, G3)).fma(a2, broadcast(S, G1));
            even = even.fma(a2, broadcast(S, G2)).fma(a2, broadcast(S, G0));
            FloatVector g = s.fma(q, s).mul(odd.fma(a, even)).blend(0f, x.compare(LT, LOWEST));
            FloatVector slope = g.blend(broadcast(S, 1f).sub(g), v.compare(GT, 0f));
            FloatVector gradient = FloatVector.fromArray(S, dy, dyi + j).mul(slope);
            gradient.intoArray(dz, dzi + j);
            FloatVector.fromArray(S, db, dbi + j).add(gradient).intoArray(db, dbi + j);
        }
    }
}
