package dev.nn.activation;

/**
 * GELU's tanh approximation y = ½z · (1 + tanh(√(2/π) · (z + 0.044715 z³))) = z · σ(2√(2/π) · (z + 0.044715 z³)).
 *
 * <p>Hendrycks, Gimpel: Gaussian error linear units. arXiv:1606.08415, section 2.
 */
public record GeluTanh() implements Activation {
    /** The factor 0.044715 of z³. */
    public static final double CUBIC = 0.044715;

    private static final double TWO_ROOT = 2 * Math.sqrt(2 / Math.PI);

    @Override
    public String name() {
        return "gelu-tanh";
    }

    @Override
    public double apply(double z) {
        return z == Double.NEGATIVE_INFINITY ? -0.0 : z * Sigmoid.of(inner(z));
    }

    /** σ(u) · (1 + z · u′ · σ(−u)), with u the argument of σ above. */
    @Override
    public double derivative(double z) {
        double u = inner(z), lower = Sigmoid.of(u), upper = Sigmoid.of(-u);
        // Where σ has underflowed the growing factor z · u′ must not make 0 · ∞ of it.
        if (lower == 0 || upper == 0) return lower;
        return lower * (1 + z * TWO_ROOT * (1 + 3 * CUBIC * z * z) * upper);
    }

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
        return 1.13;
    }

    @Override
    public <T> T formula(Arithmetic<T> in, T z) {
        T cubic = in.multiply(in.number(CUBIC), in.multiply(z, in.multiply(z, z)));
        T tanh = in.tanh(in.multiply(in.number(Math.sqrt(2 / Math.PI)), in.add(z, cubic)));
        return in.multiply(in.multiply(in.number(0.5), z), in.add(in.number(1), tanh));
    }

    @Override
    public String onnxOperator() {
        return "";
    }

    private static double inner(double z) {
        return TWO_ROOT * (z + CUBIC * z * z * z);
    }
}
