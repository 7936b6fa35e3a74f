package dev.nn.activation;

/**
 * Hard swish y = z · max(0, min(1, z/6 + ½)): {@link Silu} in pieces of a parabola and two lines.
 *
 * <p>Howard et al.: Searching for MobileNetV3. ICCV 2019.
 */
public record HardSwish() implements Activation {
    /** Left of −3 y is 0, right of 3 it is z. */
    private static final double BORDER = 3;

    @Override
    public String name() {
        return "hard-swish";
    }

    @Override
    public double apply(double z) {
        if (z >= BORDER) return z;
        return z <= -BORDER ? -0.0 : z * (z + BORDER) / 6;
    }

    @Override
    public double derivative(double z) {
        if (z > BORDER) return 1;
        return z <= -BORDER ? 0 : z / 3 + 0.5;
    }

    @Override
    public Saved saved() {
        return Saved.INPUT;
    }

    @Override
    public double derivativeFromSaved(double z) {
        return derivative(z);
    }

    /** The slope on the left of z = 3. */
    @Override
    public double lipschitz() {
        return 1.5;
    }

    @Override
    public <T> T formula(Arithmetic<T> in, T z) {
        T line = in.add(in.multiply(in.number(1 / 6.0), z), in.number(0.5));
        return in.multiply(z, in.min(in.max(line, in.number(0)), in.number(1)));
    }

    @Override
    public String onnxOperator() {
        return "HardSwish";
    }
}
