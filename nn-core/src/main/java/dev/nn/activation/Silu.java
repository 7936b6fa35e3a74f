package dev.nn.activation;

/**
 * The sigmoid linear unit (swish) y = z · σ(z).
 *
 * <p>Elfwing, Uchibe, Doya: Sigmoid-weighted linear units for neural network function approximation in reinforcement
 * learning. Neural Networks 107, 2018.
 */
public record Silu() implements Activation {
    @Override
    public String name() {
        return "silu";
    }

    @Override
    public double apply(double z) {
        // The limit for z → −∞ is 0, where the product would be −∞ · 0.
        return z == Double.NEGATIVE_INFINITY ? -0.0 : z * Sigmoid.of(z);
    }

    /** σ(z) · (1 + z · σ(−z)). */
    @Override
    public double derivative(double z) {
        if (Double.isInfinite(z)) return z > 0 ? 1 : 0;
        return Sigmoid.of(z) * (1 + z * Sigmoid.of(-z));
    }

    @Override
    public Saved saved() {
        return Saved.INPUT;
    }

    @Override
    public double derivativeFromSaved(double z) {
        return derivative(z);
    }

    /** The maximum of the derivative, at z ≈ 2.4. */
    @Override
    public double lipschitz() {
        return 1.1;
    }

    @Override
    public <T> T formula(Arithmetic<T> in, T z) {
        return in.multiply(z, in.sigmoid(z));
    }

    @Override
    public String onnxOperator() {
        return "";
    }
}
