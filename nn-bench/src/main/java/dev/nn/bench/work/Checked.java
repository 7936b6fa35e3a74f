package dev.nn.bench.work;

/**
 * A result on trial: each of its elements beside the right one, with how far float arithmetic may be off.
 *
 * <p>A sum of n products, in whatever order and fused or not, is off by at most γ(n + 1)·(|start| + Σ|aₖ||bₖ|) with γ(n) =
 * n·u / (1 − n·u), u = 2⁻²⁴ (Higham, Accuracy and Stability of Numerical Algorithms, section 3.1).
 *
 * @param who computed it
 * @param chosen the work
 * @param output which of its results
 */
record Checked(String who, Case chosen, Output output) {
    private static final double U = 0x1p-24;

    /** γ(n). */
    static double gamma(int n) {
        return n * U / (1 - n * U);
    }

    /** @throws WrongResultException if an element is further off than it may be */
    void require(int row, int column, float actual, double expected, double bound) {
        if (Math.abs(actual - expected) <= bound + Float.MIN_NORMAL) return;
        throw new WrongResultException("%s computes %s wrongly: %s[%d][%d] is %s, expected %s ± %.1e"
                .formatted(who, chosen.name(), output, row, column, actual, expected, bound));
    }
}
