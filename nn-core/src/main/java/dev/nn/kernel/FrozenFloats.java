package dev.nn.kernel;

/**
 * Frozen weights in float32, in the provider's {@link WeightLayout}.
 *
 * @param affine the weights and bias, which nobody else may hold
 */
record FrozenFloats(Affine affine) implements FrozenAffine {
    /** A copy of these parameters as they are now. */
    static FrozenFloats copyOf(Affine parameters) {
        WeightLayout layout = parameters.layout();
        Affine copy = Affine.allocate(layout);
        System.arraycopy(parameters.data(), parameters.weights(), copy.data(), copy.weights(), layout.size());
        System.arraycopy(parameters.data(), parameters.bias(), copy.data(), copy.bias(), layout.out());
        return new FrozenFloats(copy);
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
    public Precision precision() {
        return Precision.F32;
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
