package dev.nn.activation;

/** The logistic sigmoid y = 1 / (1 + e⁻ᶻ). */
public record Sigmoid() implements Activation {
    @Override
    public String name() {
        return "sigmoid";
    }

    /** σ(z), for any z without overflow. */
    public static double of(double z) {
        if (z >= 0) return 1 / (1 + Math.exp(-z));
        double e = Math.exp(z);
        return e / (1 + e);
    }

    @Override
    public double apply(double z) {
        return of(z);
    }

    @Override
    public double derivative(double z) {
        return of(z) * of(-z);
    }

    @Override
    public Saved saved() {
        return Saved.OUTPUT;
    }

    @Override
    public double derivativeFromSaved(double y) {
        return y * (1 - y);
    }

    @Override
    public double lipschitz() {
        return 0.25;
    }

    @Override
    public <T> T formula(Arithmetic<T> in, T z) {
        return in.sigmoid(z);
    }

    @Override
    public String onnxOperator() {
        return "Sigmoid";
    }
}
