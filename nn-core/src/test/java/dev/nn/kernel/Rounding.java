package dev.nn.kernel;

/**
 * The model of float arithmetic that all tolerances are derived from: every operation is exact up to a factor 1 + δ with
 * |δ| ≤ u = 2⁻²⁴, and up to half a denormal.
 *
 * <p>Higham: Accuracy and Stability of Numerical Algorithms, 2nd edition, SIAM 2002, sections 2.2 and 2.8.
 */
final class Rounding {
    /** Unit roundoff u of float: half the distance from 1 to the next number. */
    static final double U = 0x1p-24;

    private Rounding() {}

    /** γₙ = n·u / (1 − n·u), the bound on n factors 1 + δ together (Higham, lemma 3.1). */
    static double gamma(int n) {
        return n * U / (1 - n * U);
    }

    /** What n operations can add where results are denormal, products in particular. */
    static double underflow(int n) {
        return n * (double) Float.MIN_VALUE;
    }
}
