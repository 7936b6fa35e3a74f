package dev.nn.activation;

/**
 * The exponential linear unit: z where z > 0, else alpha · (eᶻ − 1).
 *
 * <p>Clevert, Unterthiner, Hochreiter: Fast and accurate deep network learning by exponential linear units. ICLR 2016.
 *
 * @param alpha minus the limit for z → −∞, positive and finite
 */
public record Elu(float alpha) implements Activation {
    public Elu {
        if (!(alpha > 0 && alpha < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("alpha must be positive and finite, was " + alpha);
        }
    }

    @Override
    public String name() {
        return "elu";
    }

    @Override
    public double apply(double z) {
        return z > 0 ? z : alpha * Math.expm1(z);
    }

    @Override
    public double derivative(double z) {
        return z > 0 ? 1 : alpha * Math.exp(z);
    }

    @Override
    public Saved saved() {
        return Saved.OUTPUT;
    }

    /** For z ≤ 0, y + alpha = alpha · eᶻ. */
    @Override
    public double derivativeFromSaved(double y) {
        return y > 0 ? 1 : y + alpha;
    }

    @Override
    public double lipschitz() {
        return Math.max(1, alpha);
    }

    @Override
    public <T> T formula(Arithmetic<T> in, T z) {
        return of(in, z, alpha);
    }

    @Override
    public String onnxOperator() {
        return "";
    }

    /** max(z, 0) + α · (e^min(z, 0) − 1). */
    static <T> T of(Arithmetic<T> in, T z, float alpha) {
        T zero = in.number(0), left = in.subtract(in.exp(in.min(z, zero)), in.number(1));
        return in.add(in.max(z, zero), in.multiply(in.number(alpha), left));
    }
}
