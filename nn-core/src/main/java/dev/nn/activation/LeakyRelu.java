package dev.nn.activation;

/**
 * The leaky rectified linear unit: z where z > 0, else slope · z.
 *
 * <p>Maas, Hannun, Ng: Rectifier nonlinearities improve neural network acoustic models. ICML 2013.
 *
 * @param slope the slope left of 0, from 0 exclusive to 1: the sign of y must tell the sign of z
 */
public record LeakyRelu(float slope) implements Activation {
    public LeakyRelu {
        if (!(slope > 0 && slope <= 1)) throw new IllegalArgumentException("slope must be in (0, 1], was " + slope);
    }

    @Override
    public String name() {
        return "leaky-relu";
    }

    @Override
    public double apply(double z) {
        return z > 0 ? z : slope * z;
    }

    @Override
    public double derivative(double z) {
        return derivativeFromSaved(z);
    }

    @Override
    public Saved saved() {
        return Saved.OUTPUT;
    }

    @Override
    public double derivativeFromSaved(double y) {
        return y > 0 ? 1 : slope;
    }

    @Override
    public double lipschitz() {
        return 1;
    }

    @Override
    public <T> T formula(Arithmetic<T> in, T z) {
        T zero = in.number(0);
        return in.add(in.max(z, zero), in.multiply(in.number(slope), in.min(z, zero)));
    }

    @Override
    public String onnxOperator() {
        return "";
    }
}
