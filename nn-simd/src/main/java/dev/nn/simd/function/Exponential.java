package dev.nn.simd.function;

/**
 * The exponential function inside the loops of activations: how each computes it, and the constants for that.
 *
 * <p>With n = x / ln 2 rounded to a whole number and r = x − n·ln 2, so that |r| ≤ ½ ln 2,
 *
 * <pre>
 *   eˣ = 2ⁿ · eʳ = s · (1 + q)     where s = 2ⁿ, q = eʳ − 1 = r + r²·P(r)
 * </pre>
 *
 * s is exact, and q is small beside 1: formulas keep the two apart as long as they can, so that they round once where
 * eˣ, computed first, would round twice: eˣ = fma(s, q, s), eˣ − 1 = fma(s, q, s − 1), 1 + eˣ = fma(s, q, 1 + s). The
 * code for s and q is
 *
 * <pre>{@code
 * FloatVector shifted = x.fma(LOG2_E, SHIFT);
 * FloatVector n = shifted.sub(SHIFT);
 * FloatVector r = n.fma(broadcast(S, -LN_2_LOW), n.fma(broadcast(S, -LN_2_HIGH), x));
 * FloatVector square = r.mul(r);
 * FloatVector p = square.fma(broadcast(S, P4), r.fma(P3, P2)).fma(square, r.fma(P1, P0));
 * FloatVector q = square.fma(p, r);
 * IntVector power = ((IntVector) shifted.reinterpretShape(INTS, 0)).lanewise(LSHL, 23).add(ONE);
 * FloatVector s = (FloatVector) power.reinterpretShape(S, 0);
 * }</pre>
 *
 * <p>That holds for {@link #LOWEST} ≤ x ≤ 88.3. Elsewhere s has wrong bits; each loop replaces its result there by the
 * limit, at the end. Bounding x beforehand would cost as many operations, but the ones after it would have to wait for
 * them, and that is 10 % slower.
 *
 * <p>Floats become ints, and ints floats, by {@code reinterpretShape}: what {@code reinterpretAsInts} returns stays an object
 * for ever on JDK 27, because there it asks the vector for its order of bytes, in a call that C2 binds too late.
 *
 * <p>Every loop that needs it repeats these lines. A method with a vector as parameter or result is compiled into its
 * callers most of the time; but C2 stops doing so where a compilation has grown to 18,000 nodes, which is some forty
 * vector operations, and then every vector that crosses the call becomes an object. Only the methods of the Vector API
 * itself are exempt. Constants of type FloatVector in place of the broadcasts are 10 % slower.
 *
 * <p>Here and in all loops there are only operations that IEEE 754 rounds correctly, so the same bits come out on every
 * processor and at every vector width. NaN stays NaN. Where eˣ would be less than 2⁻¹²⁶ it counts as 0: no activation
 * needs denormal results, and they would slow down whatever comes next. {@link ExponentialLoop} has the function itself,
 * with denormal results.
 */
public final class Exponential {
    /** Below, eˣ is less than 2⁻¹²⁶, the least normal float, and counts as 0. */
    public static final float LOWEST = -87.33654f;

    public static final float LOG2_E = 0x1.715476p0f;

    /** 1.5·2²³: floats around it are the whole numbers, so adding it rounds to one, which its last bits then show. */
    public static final float SHIFT = 0x1.8p23f;

    /** The bits of 1f: the exponent's bias, 127, at its place. */
    public static final int ONE = 0x3f80_0000;

    /** The bit of a float's sign. */
    public static final int SIGN = 0x8000_0000;

    /** The first 16 bits of ln 2, so that n times it is exact, and the rest. */
    public static final float LN_2_HIGH = 0x1.62e4p-1f;

    public static final float LN_2_LOW = 0x1.7f7d1cp-20f;

    /**
     * The coefficients of P: minimax by reweighted least squares on (eʳ − 1 − r) / r², with the relative error of eʳ as
     * weight; then each in turn, from the lowest, was rounded to float and the others fitted again. P leaves a relative
     * error of 2⁻²⁸ in eʳ. A degree more gains less than 0.05 ulp.
     */
    public static final float P0 = 0.5f;

    public static final float P1 = 0x1.5554a4p-3f;
    public static final float P2 = 0x1.55568cp-5f;
    public static final float P3 = 0x1.122f2ep-7f;
    public static final float P4 = 0x1.6b69f2p-10f;

    private Exponential() {}
}
