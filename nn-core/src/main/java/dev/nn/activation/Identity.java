package dev.nn.activation;

/** The identity y = z: a layer without activation. */
public record Identity() implements Activation {
    @Override
    public String name() {
        return "identity";
    }

    @Override
    public double apply(double z) {
        return z;
    }

    @Override
    public double derivative(double z) {
        return 1;
    }

    @Override
    public Saved saved() {
        return Saved.OUTPUT;
    }

    @Override
    public double derivativeFromSaved(double y) {
        return 1;
    }

    @Override
    public double lipschitz() {
        return 1;
    }

    @Override
    public <T> T formula(Arithmetic<T> in, T z) {
        return z;
    }

    @Override
    public String onnxOperator() {
        return "";
    }
}
