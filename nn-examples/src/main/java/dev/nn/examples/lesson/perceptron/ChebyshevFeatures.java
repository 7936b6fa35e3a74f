package dev.nn.examples.lesson.perceptron;

import java.math.BigDecimal;

/**
 * Polynomials of two coordinates as products of Chebyshev's: T_i(x/s) T_j(y/s) for 1 ≤ i + j ≤ order, 1/s = {@value #SCALE}.
 *
 * <p>They span the same curves as the products xⁱ yʲ. But each of them goes from −1 to 1 and back as often as it can, so
 * that all features are of like size and none is nearly another one; x²⁰ is nearly 0 except at the very border.
 *
 * @param order the highest i + j
 */
record ChebyshevFeatures(int order) implements PlaneFeatures {
    private static final double SCALE = 0.87;

    /** What the text above says, and no double says exactly. */
    private static final BigDecimal EXACT_SCALE = new BigDecimal("0.87");

    @Override
    public int count() {
        return (order + 1) * (order + 2) / 2 - 1;
    }

    /** Lower i + j first. */
    @Override
    public double[] apply(double x, double y) {
        double[] tx = values(x * SCALE), ty = values(y * SCALE), features = new double[count()];
        int next = 0;
        for (int d = 1; d <= order; d++) for (int i = d; i >= 0; i--) features[next++] = tx[i] * ty[d - i];
        return features;
    }

    /** T₀ to T_order at t: T_(n+1) = 2t T_n − T_(n−1). */
    private double[] values(double t) {
        double[] values = new double[order + 1];
        values[0] = 1;
        values[1] = t;
        for (int n = 2; n <= order; n++) values[n] = 2 * t * values[n - 1] - values[n - 2];
        return values;
    }

    /** The sign of w₀ + Σ w_f feature_f at a point, without any rounding. */
    int exactSign(double[] weights, double x, double y) {
        BigDecimal[] tx = exactValues(x), ty = exactValues(y);
        BigDecimal sum = new BigDecimal(weights[0]);
        int next = 1;
        for (int d = 1; d <= order; d++) {
            for (int i = d; i >= 0; i--) {
                sum = sum.add(new BigDecimal(weights[next++]).multiply(tx[i].multiply(ty[d - i])));
            }
        }
        return sum.signum();
    }

    private BigDecimal[] exactValues(double x) {
        BigDecimal exact = new BigDecimal(x).multiply(EXACT_SCALE), twice = exact.add(exact);
        BigDecimal[] values = new BigDecimal[order + 1];
        values[0] = BigDecimal.ONE;
        values[1] = exact;
        for (int n = 2; n <= order; n++)
            values[n] = twice.multiply(values[n - 1]).subtract(values[n - 2]);
        return values;
    }
}
