package dev.nn.activation;

/**
 * The self-normalising exponential linear unit: λz where z > 0, else λα(eᶻ − 1).
 *
 * <p>Klambauer, Unterthiner, Mayr, Hochreiter: Self-normalizing neural networks. NeurIPS 2017, equation 2; the constants
 * are those for mean 0 and variance 1, derived in its appendix.
 */
public record Selu() implements Activation {
    public static final float ALPHA = 1.6732632423543772f;
    public static final float LAMBDA = 1.0507009873554805f;

    @Override
    public String name() {
        return "selu";
    }

    @Override
    public double apply(double z) {
        return z > 0 ? LAMBDA * z : (double) LAMBDA * ALPHA * Math.expm1(z);
    }

    @Override
    public double derivative(double z) {
        return z > 0 ? LAMBDA : (double) LAMBDA * ALPHA * Math.exp(z);
    }

    @Override
    public Saved saved() {
        return Saved.OUTPUT;
    }

    /** For z ≤ 0, y + λα = λα · eᶻ. */
    @Override
    public double derivativeFromSaved(double y) {
        return y > 0 ? LAMBDA : y + (double) LAMBDA * ALPHA;
    }

    @Override
    public double lipschitz() {
        return (double) LAMBDA * ALPHA;
    }

    @Override
    public <T> T formula(Arithmetic<T> in, T z) {
        return in.multiply(in.number(LAMBDA), Elu.of(in, z, ALPHA));
    }

    @Override
    public String onnxOperator() {
        return "Selu";
    }
}
