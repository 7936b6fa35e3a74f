package dev.nn.simd;

/**
 * The exponential function on vectors: how every loop computes it, and the constants for that.
 *
 * <p>With n = x / ln 2 rounded to a whole number and r = x − n·ln 2, so that |r| ≤ ½ ln 2,
 *
 * <pre>
 *   eˣ = 2ⁿ · eʳ = s · (1 + q)     where s = 2ⁿ, q = eʳ − 1 = r + r²·P(r)
 * </pre>
 *
 * s is exact, and q is small beside 1: formulas keep the two apart as long as they can, so that they round once where
 * eˣ, computed first, would round twice: eˣ = fma(s, q, s), eˣ − 1 = fma(s, q, s − 1), 1 + eˣ = fma(s, q, 1 + s). The
 * code for s and q, where x is from {@link #LOWEST} to 88, is
 *
 * <pre>{@code
 * FloatVector shifted = x.fma(LOG2_E, SHIFT);
 * FloatVector n = shifted.sub(SHIFT);
 * FloatVector r = n.fma(broadcast(S, -LN_2_LOW), n.fma(broadcast(S, -LN_2_HIGH), x));
 * FloatVector p = r.fma(P5, P4).fma(r, broadcast(S, P3));
 * p = p.fma(r, broadcast(S, P2)).fma(r, broadcast(S, P1));
 * FloatVector q = r.mul(r).fma(p.fma(r, broadcast(S, P0)), r);
 * IntVector power = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(ONE);
 * FloatVector s = power.reinterpretAsFloats();
 * }</pre>
 *
 * <p>Every loop that needs it repeats these lines. A method with a vector as parameter or result is compiled into its
 * callers most of the time; but C2 stops doing so where a compilation has grown to 18,000 nodes, which is some forty
 * vector operations, and then every vector that crosses the call becomes an object. Only the methods of the Vector API
 * itself are exempt. Constants of type FloatVector in place of the broadcasts are 10 % slower.
 *
 * <p>Here and in all loops there are only operations that IEEE 754 rounds correctly, so the same bits come out on every
 * processor and at every vector width. NaN stays NaN.
 */
final class Exponential {
    /**
     * The lowest argument. Here n is −127, and the exponent field of s is 0: s is the number 0, not 2⁻¹²⁷, and eˣ with
     * it. So results below 2⁻¹²⁶·⁵ are 0, and it takes no second multiplication to reach the denormal numbers, which
     * would only slow down whatever comes next.
     */
    static final float LOWEST = -88;

    /** The one argument above 88 that is allowed: s is ∞ and q positive, so eˣ and 1 + eˣ are ∞. */
    static final float INFINITE = 89;

    static final float LOG2_E = 0x1.715476p0f;

    /** 1.5·2²³: floats around it are the whole numbers, so adding it rounds to one, which its last bits then show. */
    static final float SHIFT = 0x1.8p23f;

    /** The bits of 1f: the exponent's bias, 127, at its place. */
    static final int ONE = 0x3f80_0000;

    /** The first 16 bits of ln 2, so that n times it is exact, and the rest. */
    static final float LN_2_HIGH = 0x1.62e4p-1f;

    static final float LN_2_LOW = 0x1.7f7d1cp-20f;

    /**
     * The coefficients of P: Remez exchange in 40 digits on (eʳ − 1 − r) / r², with the relative error of q as weight;
     * then each in turn, from the lowest, was rounded to float and the others fitted again. P leaves a relative error of
     * 2⁻²⁷·⁹ in q; a degree less would leave 2⁻²⁶.
     */
    static final float P0 = 0.5f;

    static final float P1 = 0x1.555528p-3f;
    static final float P2 = 0x1.555504p-5f;
    static final float P3 = 0x1.115d18p-7f;
    static final float P4 = 0x1.6d2c90p-10f;
    static final float P5 = 0x1.3007a4p-13f;

    private Exponential() {}
}
