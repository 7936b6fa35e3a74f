package dev.nn.activation;

/**
 * Softplus y = ln(1 + eᶻ), the smooth form of ReLU; its derivative is the sigmoid.
 *
 * <p>Dugas, Bengio, Bélisle, Nadeau, Garcia: Incorporating second-order functional knowledge for better option pricing.
 * NeurIPS 2000.
 */
public record Softplus() implements Activation {
    @Override
    public String name() {
        return "softplus";
    }

    /** ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|), for any z without overflow. */
    @Override
    public double apply(double z) {
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    @Override
    public double derivative(double z) {
        return Sigmoid.of(z);
    }

    /** From y it would be 1 − e⁻ʸ, which has no correct digit left where y is small. */
    @Override
    public Saved saved() {
        return Saved.INPUT;
    }

    @Override
    public double derivativeFromSaved(double z) {
        return derivative(z);
    }

    @Override
    public double lipschitz() {
        return 1;
    }

    @Override
    public <T> T formula(Arithmetic<T> in, T z) {
        return in.softplus(z);
    }

    @Override
    public String onnxOperator() {
        return "Softplus";
    }
}
