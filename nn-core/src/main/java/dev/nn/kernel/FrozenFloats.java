package dev.nn.kernel;

/**
 * Frozen weights stored as float32 in the provider's {@link WeightLayout}, whatever they are rounded to.
 *
 * @param affine the weights and bias; {@link #copyOf} makes a copy that nobody else holds
 * @param precision what the weights have been rounded to
 */
public record FrozenFloats(Affine affine, Precision precision) implements FrozenAffine {
    /** A copy of these parameters as they are now, the weights rounded. */
    public static FrozenFloats copyOf(Affine parameters, Precision precision) {
        WeightLayout layout = parameters.layout();
        Affine copy = Affine.allocate(layout);
        for (int i = 0; i < layout.size(); i++) {
            copy.data()[copy.weights() + i] = precision.round(parameters.data()[parameters.weights() + i]);
        }
        System.arraycopy(parameters.data(), parameters.bias(), copy.data(), copy.bias(), layout.out());
        return new FrozenFloats(copy, precision);
    }

    @Override
    public int in() {
        return affine.layout().in();
    }

    @Override
    public int out() {
        return affine.layout().out();
    }

    @Override
    public float weight(int row, int column) {
        return affine.weight(row, column);
    }

    @Override
    public float bias(int column) {
        return affine.bias(column);
    }

    @Override
    public long bytes() {
        return (long) affine.data().length * Float.BYTES;
    }
}
