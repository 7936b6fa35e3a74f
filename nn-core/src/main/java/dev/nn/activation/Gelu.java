package dev.nn.activation;

/**
 * The Gaussian error linear unit y = z · Φ(z), with Φ(z) = ½ (1 + erf(z / √2)) the normal distribution function.
 *
 * <p>Hendrycks, Gimpel: Gaussian error linear units. arXiv:1606.08415, section 2.
 */
public record Gelu() implements Activation {
    @Override
    public String name() {
        return "gelu";
    }

    @Override
    public double apply(double z) {
        return z == Double.NEGATIVE_INFINITY ? -0.0 : z * phi(z);
    }

    /** Φ(z) + z · φ(z), with φ the normal density. */
    @Override
    public double derivative(double z) {
        if (Double.isInfinite(z)) return z > 0 ? 1 : 0;
        return phi(z) + z * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    @Override
    public Saved saved() {
        return Saved.INPUT;
    }

    @Override
    public double derivativeFromSaved(double z) {
        return derivative(z);
    }

    /** The maximum of the derivative, at z = √2, is below this. */
    @Override
    public double lipschitz() {
        return 1.13;
    }

    @Override
    public <T> T formula(Arithmetic<T> in, T z) {
        T erf = in.erf(in.multiply(in.number(Math.sqrt(0.5)), z));
        return in.multiply(in.multiply(in.number(0.5), z), in.add(in.number(1), erf));
    }

    @Override
    public String onnxOperator() {
        return "";
    }

    /** Φ(z) = ½ erfc(−z / √2), without cancellation for negative z. */
    private static double phi(double z) {
        return ErrorFunction.erfc(-z / Math.sqrt(2)) / 2;
    }
}
