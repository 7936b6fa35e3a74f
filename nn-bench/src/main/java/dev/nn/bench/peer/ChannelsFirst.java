package dev.nn.bench.peer;

import dev.nn.bench.work.LeNet;
import dev.nn.kernel.ConvolutionShape;

/** Images and weights in the order of libraries that keep the channels first (NCHW), from ours and back. */
public final class ChannelsFirst {
    private ChannelsFirst() {}

    /** Images of so many pixels and channels, each channel as a whole behind the other. */
    public static float[] images(float[] x, int pixels, int channels) {
        return transposed(x, pixels, channels);
    }

    /** The inverse of {@link #images}. */
    public static float[] pixels(float[] x, int pixels, int channels) {
        return transposed(x, channels, pixels);
    }

    /** Weights of a convolution as filter, channel of the group, kernel row, kernel column. */
    public static float[] filters(float[] w, ConvolutionShape shape) {
        float[] byFilter = transposed(w, shape.patch(), shape.filters());
        return transposed(byFilter, shape.kernelHeight() * shape.kernelWidth(), shape.groupChannels());
    }

    /** The weights of LeNet's first dense layer, in × out, for inputs that are flattened with the channels first. */
    public static float[] flattened(LeNet lenet) {
        int channels = LeNet.SECOND.filters(),
                in = lenet.dense().in(),
                out = lenet.dense().widths().get(1);
        float[] byOutput = transposed(lenet.dense().weights().getFirst(), in, out);
        return transposed(transposed(byOutput, in / channels, channels), out, in);
    }

    /** Matrix after matrix, each rows × columns, transposed. */
    private static float[] transposed(float[] values, int rows, int columns) {
        float[] result = new float[values.length];
        for (int start = 0; start < values.length; start += rows * columns) {
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    result[start + c * rows + r] = values[start + r * columns + c];
                }
            }
        }
        return result;
    }
}
