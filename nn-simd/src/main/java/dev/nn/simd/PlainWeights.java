package dev.nn.simd;

import dev.nn.kernel.Affine;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.Precision;
import java.util.Arrays;

/** Frozen weights for {@link PlainKernels}, as floats: row-major, or transposed for layers with few outputs. */
final class PlainWeights implements FrozenAffine {
    /** As {@link Blocking#NARROW}, which can't be asked without loading the Vector API. */
    private static final int NARROW = 16;

    private final int in;
    private final int out;
    private final Precision precision;
    private final float[] weights;
    private final float[] bias;

    /** These parameters, rounded. */
    PlainWeights(Affine parameters, Precision precision) {
        this.in = parameters.layout().in();
        this.out = parameters.layout().out();
        this.precision = precision;
        this.bias = Arrays.copyOfRange(parameters.data(), parameters.bias(), parameters.bias() + out);
        this.weights = new float[Math.multiplyExact(in, out)];
        parameters.layout().unpack(parameters.data(), parameters.weights(), weights, 0);
        for (int i = 0; precision != Precision.F32 && i < weights.length; i++) weights[i] = precision.round(weights[i]);
        if (!transposed()) return;
        float[] rows = weights.clone();
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) weights[j * in + i] = rows[i * out + j];
        }
    }

    /** Whether W[row][column] stands at column · in + row, not at row · out + column. */
    boolean transposed() {
        return out <= NARROW;
    }

    float[] weights() {
        return weights;
    }

    float[] bias() {
        return bias;
    }

    @Override
    public int in() {
        return in;
    }

    @Override
    public int out() {
        return out;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public float weight(int row, int column) {
        return weights[transposed() ? column * in + row : row * out + column];
    }

    @Override
    public float bias(int column) {
        return bias[column];
    }

    @Override
    public long bytes() {
        return (weights.length + bias.length) * (long) Float.BYTES;
    }
}
