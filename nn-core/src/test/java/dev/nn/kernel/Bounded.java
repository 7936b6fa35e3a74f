package dev.nn.kernel;

import static org.assertj.core.api.Assertions.fail;

import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * A matrix in double precision, and for each element how far float arithmetic may be off.
 *
 * <p><b>The bound of a product.</b> Let c = s + Σ aₖbₖ over K terms. However a kernel orders the sum, and whether it rounds
 * products or fuses them, each term goes through at most one multiplication and K additions, so the computed value is
 *
 * <pre>ĉ = s·(1 + θ) + Σ aₖbₖ·(1 + θₖ) with |θ|, |θₖ| ≤ γ(K + 1)</pre>
 *
 * and therefore |ĉ − c| ≤ γ(K + 1)·(|s| + Σ|aₖ||bₖ|): componentwise, with the absolute matrices multiplied in the same
 * way (Higham, section 3.1, equation 3.4 and section 3.5, equation 3.13). The oracle's own errors are 2²⁹ times smaller.
 */
record Bounded(DMatrixRMaj value, DMatrixRMaj bound) {
    /** A matrix product of EJML in double precision: AB, AᵀB or ABᵀ. */
    @FunctionalInterface
    interface Product {
        Product PLAIN = CommonOps_DDRM::mult;
        Product TRANSPOSED_A = CommonOps_DDRM::multTransA;
        Product TRANSPOSED_B = CommonOps_DDRM::multTransB;

        void multiply(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c);
    }

    /**
     * start + A·B.
     *
     * @param terms K, the number of products in each sum
     * @param start where sums start; its shape is the result's
     */
    static Bounded product(Product product, int terms, DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj start) {
        DMatrixRMaj value = new DMatrixRMaj(start.numRows, start.numCols), bound = value.copy();
        product.multiply(a, b, value);
        product.multiply(absolute(a), absolute(b), bound);
        CommonOps_DDRM.addEquals(value, start);
        CommonOps_DDRM.addEquals(bound, absolute(start));
        double gamma = Rounding.gamma(terms + 1), underflow = Rounding.underflow(terms + 1);
        for (int i = 0; i < bound.data.length; i++) bound.data[i] = gamma * bound.data[i] + underflow;
        return new Bounded(value, bound);
    }

    /** f of each element: errors grow by at most f's Lipschitz constant, and f's own error comes on top. */
    Bounded map(DoubleUnaryOperator f, double lipschitz, DoubleUnaryOperator ownError) {
        DMatrixRMaj y = value.copy(), error = bound.copy();
        for (int i = 0; i < y.data.length; i++) {
            y.data[i] = f.applyAsDouble(value.data[i]);
            error.data[i] = lipschitz * bound.data[i] + ownError.applyAsDouble(y.data[i]);
        }
        return new Bounded(y, error);
    }

    /** Fails for the first element that is further off than it may be. */
    void assertHolds(String what, GuardedRows actual) {
        for (int r = 0; r < actual.rows(); r++) {
            for (int c = 0; c < actual.columns(); c++) check(what, r, c, actual.get(r, c));
        }
    }

    /** Fails for the first element, in these rows, that is further off than it may be. */
    void assertHolds(String what, Affine actual) {
        for (int i = 0; i < actual.layout().in(); i++) {
            for (int j = 0; j < actual.layout().out(); j++) check(what, i, j, actual.weight(i, j));
        }
    }

    private void check(String what, int row, int column, float actual) {
        double expected = value.get(row, column), allowed = bound.get(row, column);
        if (Math.abs(actual - expected) <= allowed) return;
        fail("%s: [%d][%d] is %s, expected %s ± %s".formatted(what, row, column, actual, expected, allowed));
    }

    private static DMatrixRMaj absolute(DMatrixRMaj matrix) {
        DMatrixRMaj result = matrix.copy();
        CommonOps_DDRM.abs(result);
        return result;
    }
}
