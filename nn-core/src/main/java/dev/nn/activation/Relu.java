package dev.nn.activation;

/**
 * The rectified linear unit y = max(0, z); NaN stays NaN.
 *
 * <p>Nair, Hinton: Rectified linear units improve restricted Boltzmann machines. ICML 2010.
 */
public record Relu() implements Activation {
    @Override
    public String name() {
        return "relu";
    }

    @Override
    public double apply(double z) {
        return z <= 0 ? 0 : z;
    }

    @Override
    public double derivative(double z) {
        return derivativeFromSaved(apply(z));
    }

    @Override
    public Saved saved() {
        return Saved.OUTPUT;
    }

    @Override
    public double derivativeFromSaved(double y) {
        return y > 0 ? 1 : 0;
    }

    @Override
    public double lipschitz() {
        return 1;
    }

    @Override
    public <T> T formula(Arithmetic<T> in, T z) {
        return in.max(z, in.number(0));
    }

    @Override
    public String onnxOperator() {
        return "Relu";
    }
}
