package dev.nn.simd.product;

import dev.nn.kernel.Affine;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.Precision;
import dev.nn.simd.jvm.VectorWidth;

/**
 * Frozen weights in bfloat16, in panels like those of {@link PanelLayout}, and the bias in float32.
 *
 * <pre>
 *   a row of a panel, NR columns:    columns 0 … L−1 | columns L … 2L−1 | 2L … 3L−1 | 3L … 4L−1      (L lanes)
 *   in memory, L ints each:          v₁₀v₀₀ v₁₁v₀₁ …                    | v₃₀v₂₀ v₃₁v₂₁ …
 * </pre>
 *
 * An int holds two weights that stand L columns apart: the first one in its lower half, the second in its upper. So one
 * vector of ints is two vectors of floats, by a shift and by a mask, without moving anything from lane to lane. Panels
 * are padded to pairs of vectors with zeros.
 */
public final class HalfPanels implements FrozenAffine {
    /** Columns are padded to this: pairs of vectors, and whole lines as elsewhere. */
    private static final int PAIR = Math.max(2 * VectorWidth.LANES, Blocking.LINE);

    private static final int L = VectorWidth.LANES;

    private final int in;
    private final int out;
    private final int[] weights;
    private final float[] bias;

    /** These parameters, rounded. */
    public HalfPanels(Affine parameters) {
        in = parameters.layout().in();
        out = parameters.layout().out();
        weights = new int[Math.multiplyExact(in, padded(out) / 2)];
        bias = new float[padded(out)];
        System.arraycopy(parameters.data(), parameters.bias(), bias, 0, out);
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                weights[index(i, j)] |= Precision.bfloat16(parameters.weight(i, j)) << shift(j);
            }
        }
    }

    private static int padded(int n) {
        return (n + PAIR - 1) / PAIR * PAIR;
    }

    /** Index of the int that holds W[row][column]. */
    private int index(int row, int column) {
        int first = column / Blocking.NR * Blocking.NR, inPanel = column - first;
        return panel(first) + row * width(first) / 2 + inPanel / (2 * L) * L + inPanel % L;
    }

    /** Bits by which W[row][column] stands above the lowest in its int. */
    private static int shift(int column) {
        return column / L % 2 * 16;
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
        return Float.intBitsToFloat(weights[index(row, column)] >>> shift(column) << 16);
    }

    @Override
    public float bias(int column) {
        return bias[column];
    }

    @Override
    public long bytes() {
        return (long) weights.length * Integer.BYTES + (long) bias.length * Float.BYTES;
    }

    /** The ints. */
    public int[] weights() {
        return weights;
    }

    /** The bias, padded like the columns. */
    public float[] bias() {
        return bias;
    }

    /** Index of the panel that begins with column {@code column}, a multiple of NR. */
    public int panel(int column) {
        return column / 2 * in;
    }

    /** Columns of the panel that begins with column {@code column}, padding included. */
    public int width(int column) {
        return Math.min(Blocking.NR, padded(out) - column);
    }

    /** First column of the panel that holds padding, or {@code out} if none does. */
    int edge() {
        return out % PAIR == 0 ? out : out / Blocking.NR * Blocking.NR;
    }
}
