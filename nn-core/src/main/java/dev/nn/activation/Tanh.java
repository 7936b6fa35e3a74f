package dev.nn.activation;

/** The hyperbolic tangent y = tanh z. */
public record Tanh() implements Activation {
    @Override
    public String name() {
        return "tanh";
    }

    @Override
    public double apply(double z) {
        return Math.tanh(z);
    }

    @Override
    public double derivative(double z) {
        double c = Math.cosh(z);
        return 1 / (c * c);
    }

    @Override
    public Saved saved() {
        return Saved.OUTPUT;
    }

    @Override
    public double derivativeFromSaved(double y) {
        return (1 - y) * (1 + y);
    }

    @Override
    public double lipschitz() {
        return 1;
    }

    @Override
    public <T> T formula(Arithmetic<T> in, T z) {
        return in.tanh(z);
    }

    @Override
    public String onnxOperator() {
        return "Tanh";
    }
}
