package dev.nn.activation;

/**
 * Mish y = z · tanh(ln(1 + eᶻ)), a smooth relative of {@link Silu}.
 *
 * <p>With u = e^−|z|, the factor of z is n / (n + d), where n = 1 + 2u and d = 2u² right of 0, n = u·(u + 2) and d = 2 left of
 * it: nothing overflows or cancels.
 *
 * <p>Misra: Mish: A self regularized non-monotonic activation function. BMVC 2020.
 */
public record Mish() implements Activation {
    @Override
    public String name() {
        return "mish";
    }

    @Override
    public double apply(double z) {
        // The limit for z → −∞ is 0, where the product would be −∞ · 0.
        if (z == Double.NEGATIVE_INFINITY) return -0.0;
        double u = Math.exp(-Math.abs(z)), n = numerator(z, u);
        return z * (n / (n + difference(z, u)));
    }

    private static double numerator(double z, double u) {
        return z > 0 ? 1 + 2 * u : u * (u + 2);
    }

    private static double difference(double z, double u) {
        return z > 0 ? 2 * u * u : 2;
    }

    /** t + z · (1 − t²) · σ(z), where t = n / (n + d) and 1 − t² = d · (2n + d) / (n + d)². */
    @Override
    public double derivative(double z) {
        if (Double.isInfinite(z)) return z > 0 ? 1 : 0;
        double u = Math.exp(-Math.abs(z)), n = numerator(z, u), d = difference(z, u), m = n + d;
        double sigmoid = (z > 0 ? 1 : u) / (1 + u);
        return n / m + z * (d / m * ((n + m) / m)) * sigmoid;
    }

    @Override
    public Saved saved() {
        return Saved.INPUT;
    }

    @Override
    public double derivativeFromSaved(double z) {
        return derivative(z);
    }

    /** The maximum of the derivative, at z ≈ 1.5. */
    @Override
    public double lipschitz() {
        return 1.09;
    }

    @Override
    public <T> T formula(Arithmetic<T> in, T z) {
        return in.multiply(z, in.tanh(in.softplus(z)));
    }

    @Override
    public String onnxOperator() {
        return "";
    }
}
