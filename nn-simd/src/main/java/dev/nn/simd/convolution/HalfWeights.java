package dev.nn.simd.convolution;

import dev.nn.kernel.Affine;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.Precision;
import dev.nn.simd.product.Blocking;

/**
 * Frozen weights of a convolution in bfloat16, in the panels of its {@link ConvolutionLayout}, and the bias in float32.
 *
 * <p>Panels consist of lines of 16 weights. Two lines share 16 ints, one in the lower halves and one in the upper. A
 * convolution makes a panel floats again for each block of pixels, some hundred multiply-adds for each weight. So all its
 * kernels serve, and the model takes half the memory.
 */
final class HalfWeights implements FrozenAffine {
    private static final int LINE = Blocking.LINE;

    private final ConvolutionLayout layout;
    private final int[] weights;
    private final float[] bias;

    /** These parameters, in any layout, rounded. */
    HalfWeights(ConvolutionLayout layout, Affine parameters) {
        this.layout = layout;
        int lines = layout.size() / LINE;
        weights = new int[(lines + 1) / 2 * LINE];
        bias = new float[layout.biasSize()];
        System.arraycopy(parameters.data(), parameters.bias(), bias, 0, layout.out());
        for (int i = 0; i < layout.in(); i++) {
            for (int j = 0; j < layout.out(); j++) {
                int at = layout.index(i, j);
                weights[pair(at)] |= Precision.bfloat16(parameters.weight(i, j)) << shift(at);
            }
        }
    }

    /** Index of the int that holds the weight at that place of the layout. */
    private static int pair(int at) {
        return at / (2 * LINE) * LINE + at % LINE;
    }

    /** Bits by which it stands above the lowest in that int. */
    private static int shift(int at) {
        return at / LINE % 2 * 16;
    }

    ConvolutionLayout layout() {
        return layout;
    }

    @Override
    public int in() {
        return layout.in();
    }

    @Override
    public int out() {
        return layout.out();
    }

    @Override
    public Precision precision() {
        return Precision.BF16;
    }

    @Override
    public float weight(int row, int column) {
        int at = layout.index(row, column);
        return Float.intBitsToFloat(weights[pair(at)] >>> shift(at) << 16);
    }

    @Override
    public float bias(int column) {
        return bias[column];
    }

    @Override
    public long bytes() {
        return (long) weights.length * Integer.BYTES + (long) bias.length * Float.BYTES;
    }

    /** The bias, as long as kernels read it. */
    float[] bias() {
        return bias;
    }

    /** Writes the weights of the panel that begins with that column of a group as floats. */
    void widen(int group, int column, Arithmetic arithmetic, float[] to, int at) {
        int from = group * layout.groupSize() + layout.group().panel(column);
        int floats = layout.group().in() * layout.group().width(column);
        arithmetic.widen(weights, from / LINE, floats / LINE, to, at);
    }
}
