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
        System.arraycopy(parameters.data(), parameters.weights(), copy.data(), copy.weights(), layout.size());
        for (int i = copy.weights(); precision != Precision.F32 && i < copy.weights() + layout.size(); i++) {
            copy.data()[i] = precision.round(copy.data()[i]);
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
    public Affine toAffine() {
        return affine.layout() instanceof WeightLayout.RowMajor ? affine : FrozenAffine.super.toAffine();
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
