package dev.nn.kernel;

import dev.nn.activation.Activation;
import java.util.Arrays;

/** Frozen weights in bfloat16, row-major, with the plain loops that predict with them. */
final class FrozenHalves implements FrozenAffine {
    private final int in;
    private final int out;

    /** W[row][column] at row · out + column: the upper half of its float. */
    private final short[] weights;

    private final float[] bias;

    /** These parameters, rounded. */
    FrozenHalves(Affine parameters) {
        in = parameters.layout().in();
        out = parameters.layout().out();
        weights = new short[Math.multiplyExact(in, out)];
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) weights[i * out + j] = (short) Precision.bfloat16(parameters.weight(i, j));
        }
        bias = Arrays.copyOfRange(parameters.data(), parameters.bias(), parameters.bias() + out);
    }

    /** Y = act(X·W + b) for rows {@code fromRow} to {@code toRow}; each sum over k from first to last, in float. */
    void predict(int fromRow, int toRow, Rows x, Activation activation, Rows y) {
        for (int r = fromRow; r < toRow; r++) {
            int yr = y.index(r, 0), xr = x.index(r, 0);
            System.arraycopy(bias, 0, y.data(), yr, out);
            for (int k = 0; k < in; k++) addScaled(x.data()[xr + k], k * out, y.data(), yr, out);
            for (int j = 0; j < out; j++) y.data()[yr + j] = (float) activation.apply(y.data()[yr + j]);
        }
    }

    /** sums += factor · n weights, those from W[from / out][from % out] on. */
    void addScaled(float factor, int from, float[] sums, int at, int n) {
        for (int j = 0; j < n; j++) sums[at + j] += factor * widen(weights[from + j]);
    }

    /** sums += a ⊙ n weights. */
    void addProducts(float[] a, int ai, int from, float[] sums, int at, int n) {
        for (int j = 0; j < n; j++) sums[at + j] += a[ai + j] * widen(weights[from + j]);
    }

    /** b. */
    float[] bias() {
        return bias;
    }

    private static float widen(short half) {
        return Float.intBitsToFloat(half << 16);
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
        return Precision.BF16;
    }

    @Override
    public float weight(int row, int column) {
        return widen(weights[row * out + column]);
    }

    @Override
    public float bias(int column) {
        return bias[column];
    }

    @Override
    public long bytes() {
        return (long) weights.length * Short.BYTES + (long) bias.length * Float.BYTES;
    }
}
