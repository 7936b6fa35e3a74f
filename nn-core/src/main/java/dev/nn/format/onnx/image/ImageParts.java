package dev.nn.format.onnx.image;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.evaluate.ImageOperators;
import dev.nn.format.onnx.evaluate.RowShape;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.evaluate.ShapeOperators;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.network.ImageShape;
import dev.nn.network.NetworkBuilder;
import dev.nn.network.PoolBuilder;
import dev.nn.network.Window;
import java.util.Arrays;

/** The layers that single nodes of a graph of images are. */
final class ImageParts {
    private ImageParts() {}

    /** Floats that a layer takes besides its weights, about. */
    private static final int LAYER = 256;

    /**
     * A convolution.
     *
     * @param pads zeros around the image that a node before has added: above, left, below, right
     */
    static Part convolution(OnnxNode node, RowShape in, ShapeInference known, int[] pads) throws DataFormatException {
        Constant stored = ImageOperators.weights(node, known);
        Window window = ImageOperators.window(node, in, known);
        int[] shape = stored.shape();
        int filters = shape[0], own = shape[1], pixels = shape[2] * shape[3], patch = own * pixels;
        long groups = node.integer("group", 1), channels = in.dims()[1];
        if (groups < 1 || groups > channels || own * groups != channels || filters % groups != 0) {
            throw node.wrong(
                    "groups that divide channels and filters",
                    "%d groups, %d channels, weights of %d for each of %d filters"
                            .formatted(groups, channels, own, filters));
        }
        // What branches share is in each of them, and a layer takes memory besides its weights.
        known.spend(node, LAYER + stored.count());
        float[] weights = stored.toFloats(), values = new float[stored.count() + filters];
        for (int i = 0; i < weights.length; i++) {
            int filter = i / patch, channel = i % patch / pixels, pixel = i % pixels;
            values[(pixel * own + channel) * filters + filter] = weights[i];
        }
        if (node.has(2)) {
            Constant bias = known.constant(node, 2);
            if (bias == null || bias.count() != filters) throw node.wrong("a constant bias of each filter", "another");
            System.arraycopy(bias.toFloats(), 0, values, weights.length, filters);
        }
        return new Part.Trained(
                to -> to.convolution(filters, window.height(), window.width())
                        .stride(window.strideHeight(), window.strideWidth())
                        .dilation(window.dilationHeight(), window.dilationWidth())
                        .padding(
                                window.top() + pads[0],
                                window.left() + pads[1],
                                window.bottom() + pads[2],
                                window.right() + pads[3])
                        .groups((int) groups),
                new Part.Parameters(values));
    }

    /** Max or average pooling. */
    static Part pool(OnnxNode node, RowShape in, ShapeInference known) throws DataFormatException {
        if (node.is("GlobalAveragePool")) return new Part.Plain(NetworkBuilder::globalAveragePool);
        if (node.is("GlobalMaxPool")) {
            int height = (int) in.dims()[2], width = (int) in.dims()[3];
            return new Part.Plain(to -> to.maxPool(height, width));
        }
        Window window = ImageOperators.window(node, in, known);
        boolean isMax = node.is("MaxPool"), counts = node.integer("count_include_pad", 0) != 0;
        return new Part.Plain(to -> {
            PoolBuilder pool = isMax
                    ? to.maxPool(window.height(), window.width())
                    : to.averagePool(window.height(), window.width()).countPadding(counts);
            pool.stride(window.strideHeight(), window.strideWidth());
            pool.dilation(window.dilationHeight(), window.dilationWidth());
            pool.padding(window.top(), window.left(), window.bottom(), window.right());
            return window.ceil() ? pool.ceil() : pool;
        });
    }

    /** Batch normalisation as in use. */
    static Part batchNorm(OnnxNode node, ImageShape image, ShapeInference known) throws DataFormatException {
        boolean training = node.integer("training_mode", 0) != 0
                || node.outputs().stream().skip(1).anyMatch(output -> !output.isEmpty());
        if (training) {
            throw node.wrong("batch normalisation as in use", "as in training, by the batch's own statistics");
        }
        int channels = image.channels();
        float[][] of = new float[4][];
        for (int i = 0; i < 4; i++) {
            Constant c = known.constant(node, i + 1);
            if (c == null || c.count() != channels) {
                throw node.wrong("%d constants for each channel".formatted(channels), "another input " + (i + 1));
            }
            of[i] = c.toFloats();
        }
        double epsilon = node.number("epsilon", 1e-5f), momentum = 1 - node.number("momentum", 0.9);
        if (!(epsilon > 0)) throw node.wrong("an epsilon above 0", epsilon + "");
        double share = Math.min(1, Math.max(0, momentum));
        return new Part.Trained(
                to -> to.batchNorm(epsilon, share), new Part.Parameters(joined(of[0], of[1]), of[2], of[3]));
    }

    /** Layer normalisation over all values of an image. */
    static Part layerNorm(OnnxNode node, ImageShape image, ShapeInference known) throws DataFormatException {
        int axis = ShapeOperators.axis(node, node.integer("axis", -1), ImageOperators.RANK);
        if (axis != 1) {
            throw node.wrong("layer normalization over channels, height and width, axis 1", "axis " + axis);
        }
        double epsilon = node.number("epsilon", 1e-5f);
        if (!(epsilon > 0)) throw node.wrong("an epsilon above 0", epsilon + "");
        known.spend(node, LAYER + 2L * image.size());
        float[] scale = channelsLast(node, 1, image, known);
        float[] shift = node.has(2) ? channelsLast(node, 2, image, known) : new float[image.size()];
        return new Part.Trained(to -> to.layerNorm(epsilon), new Part.Parameters(joined(scale, shift)));
    }

    /** A constant of each value of an image with its channels first. */
    private static float[] channelsLast(OnnxNode node, int input, ImageShape image, ShapeInference known)
            throws DataFormatException {
        Constant constant = known.constant(node, input);
        if (constant == null || constant.count() != image.size()) {
            throw node.wrong("a constant for each of %d values".formatted(image.size()), "another input " + input);
        }
        float[] values = constant.toFloats(), result = new float[values.length];
        for (int i = 0; i < values.length; i++) result[image.fromChannelsFirst(i)] = values[i];
        return result;
    }

    /** A factor and a summand for each channel, as batch normalisation of values that are normal already. */
    static Part scaling(float[] scales, float[] shifts) {
        float[] zeros = new float[scales.length], ones = new float[scales.length];
        Arrays.fill(ones, 1);
        // So small that 1 + ε is 1.
        return new Part.Trained(
                to -> to.batchNorm(Double.MIN_NORMAL, 0), new Part.Parameters(joined(scales, shifts), zeros, ones));
    }

    private static float[] joined(float[] weights, float[] biases) {
        float[] all = Arrays.copyOf(weights, weights.length + biases.length);
        System.arraycopy(biases, 0, all, weights.length, biases.length);
        return all;
    }
}
