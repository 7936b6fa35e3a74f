package dev.nn.format.onnx.write;

import dev.nn.file.FiniteValues;
import dev.nn.format.onnx.file.ProtobufWriter;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.network.ActivationLayer;
import dev.nn.network.AveragePool;
import dev.nn.network.BatchNorm;
import dev.nn.network.ChannelOrder;
import dev.nn.network.Concat;
import dev.nn.network.Convolution;
import dev.nn.network.Dense;
import dev.nn.network.Dropout;
import dev.nn.network.Flatten;
import dev.nn.network.Formula;
import dev.nn.network.ImageShape;
import dev.nn.network.Layer;
import dev.nn.network.LayerNorm;
import dev.nn.network.MaxPool;
import dev.nn.network.Residual;
import dev.nn.network.Softmax;
import dev.nn.network.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layers as nodes, one after the other; images have their channels first there, and so have what flattens them. */
final class LayerExport {
    private final GraphWriter graph;
    private final float[] parameters;

    /** What the current tensor is an image of; null if it is none. */
    private @Nullable ImageShape image;

    /** The image that the current tensor was before it became flat, if its values have another order for that. */
    private @Nullable ImageShape order;

    /** Whether a layer has put the channels first here, too. */
    private boolean isChannelsFirst;

    LayerExport(GraphWriter graph, float[] parameters, @Nullable ImageShape image) {
        this.graph = graph;
        this.parameters = parameters;
        this.image = image;
    }

    /** What the last tensor is an image of; null if it is none. */
    @Nullable
    ImageShape image() {
        return image;
    }

    /** Adds layers whose names begin so; returns the name of the last tensor. */
    String layers(String name, List<Layer> layers, String input) {
        String x = input;
        for (int i = 0; i < layers.size(); i++) x = layer(name + i, layers.get(i), x);
        if (order != null) {
            throw new IllegalArgumentException(
                    "the network ends with flattened images, whose values have another order in ONNX");
        }
        return x;
    }

    private String layer(String name, Layer layer, String x) {
        graph.layer(name);
        return switch (layer) {
            case Dense dense -> dense(name, dense, x);
            case Convolution convolution -> convolution(name, convolution, x);
            case MaxPool pool -> {
                image = pool.shape();
                List<ProtobufWriter> attributes = window(pool.window(), true);
                attributes.add(GraphWriter.attribute("ceil_mode", pool.window().ceil() ? 1L : 0L));
                yield graph.node("MaxPool", attributes, x);
            }
            case AveragePool pool -> {
                image = pool.shape();
                if (pool.isGlobal()) yield graph.node("GlobalAveragePool", x);
                List<ProtobufWriter> attributes = window(pool.window(), false);
                attributes.add(GraphWriter.attribute("ceil_mode", pool.window().ceil() ? 1L : 0L));
                attributes.add(GraphWriter.attribute("count_include_pad", pool.countPadding() ? 1L : 0L));
                yield graph.node("AveragePool", attributes, x);
            }
            case BatchNorm norm -> batchNorm(name, norm, x);
            case LayerNorm norm -> layerNorm(name, norm, x);
            case ActivationLayer activation -> ActivationExport.of(graph, activation.activation(), x);
            // The channels are first there anyway.
            case ChannelOrder channels -> {
                isChannelsFirst = !channels.isToLast();
                yield x;
            }
            case Flatten flatten -> {
                ImageShape from = flatten.image();
                boolean same = image == null || isChannelsFirst || from.pixels() == 1 || from.channels() == 1;
                if (!same) order = from;
                boolean wasImage = image != null;
                image = null;
                yield wasImage ? graph.node("Flatten", x) : x;
            }
            case Residual residual -> add(name, residual, x);
            case Concat concat -> concat(name, concat, x);
            case Softmax softmax -> graph.node(softmax.log() ? "LogSoftmax" : "Softmax", x);
            case Dropout dropout -> x;
            case Formula formula
            when image == null && order == null -> FormulaExport.of(graph, formula.expression(), x);
            default ->
                throw new IllegalArgumentException("no ONNX operator for layer '%s'".formatted(layer.describe()));
        };
    }

    /** Values from one place on, as many as a channel or feature each, finite. */
    private String values(String name, String kind, int from, @Nullable ImageShape channelsFirst, long... shape) {
        long count = 1;
        for (long size : shape) count *= size;
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = parameters[from + (channelsFirst == null ? i : channelsFirst.fromChannelsFirst(i))];
        }
        return tensor(name, kind, values, shape);
    }

    private String tensor(String name, String kind, float[] values, long... shape) {
        return graph.tensor(kind, FiniteValues.write(values, name + "." + kind, shape), shape);
    }

    private String dense(String name, Dense dense, String x) {
        int in = dense.in(), out = dense.out();
        float[] weights = new float[in * out];
        for (int i = 0; i < in; i++) {
            int own = order == null ? i : order.fromChannelsFirst(i);
            for (int j = 0; j < out; j++) weights[i * out + j] = parameters[dense.parameterIndex(own * out + j)];
        }
        order = null;
        String w = tensor(name, "weight", weights, in, out);
        String b = values(name, "bias", dense.parameters().bias(), null, out);
        return ActivationExport.of(graph, dense.activation(), graph.node("Gemm", x, w, b));
    }

    private String convolution(String name, Convolution convolution, String x) {
        ConvolutionShape shape = convolution.shape();
        int own = shape.groupChannels(), pixels = shape.kernelHeight() * shape.kernelWidth(), patch = shape.patch();
        float[] weights = new float[patch * shape.filters()];
        for (int i = 0; i < weights.length; i++) {
            int filter = i / patch, channel = i % patch / pixels, row = i % pixels * own + channel;
            weights[i] = parameters[convolution.parameterIndex(row * shape.filters() + filter)];
        }
        String w = tensor(name, "weight", weights, shape.filters(), own, shape.kernelHeight(), shape.kernelWidth());
        String b = values(name, "bias", convolution.parameters().bias(), null, shape.filters());
        List<ProtobufWriter> attributes = window(convolution.window(), true);
        attributes.add(GraphWriter.attribute("group", (long) shape.groups()));
        image = convolution.result();
        return ActivationExport.of(graph, convolution.activation(), graph.node("Conv", attributes, x, w, b));
    }

    private static List<ProtobufWriter> window(Window window, boolean dilations) {
        List<ProtobufWriter> attributes = new ArrayList<>();
        attributes.add(GraphWriter.attribute("kernel_shape", window.height(), window.width()));
        attributes.add(GraphWriter.attribute("strides", window.strideHeight(), window.strideWidth()));
        attributes.add(GraphWriter.attribute("pads", window.top(), window.left(), window.bottom(), window.right()));
        if (dilations) {
            attributes.add(GraphWriter.attribute("dilations", window.dilationHeight(), window.dilationWidth()));
        } else if (window.dilationHeight() != 1 || window.dilationWidth() != 1) {
            throw new IllegalArgumentException("ONNX's opset 17 has no average pooling with dilation");
        }
        return attributes;
    }

    private String batchNorm(String name, BatchNorm norm, String x) {
        int channels = norm.channels();
        String scale = values(name, "scale", norm.parameters().weights(), order, channels);
        String bias = values(name, "bias", norm.parameters().bias(), order, channels);
        String mean = values(name, "mean", norm.mean(0), order, channels);
        String variance = values(name, "variance", norm.variance(0), order, channels);
        List<ProtobufWriter> attributes = List.of(
                GraphWriter.attribute("epsilon", (float) norm.epsilon()),
                GraphWriter.attribute("momentum", (float) (1 - norm.momentum())));
        return graph.node("BatchNormalization", attributes, x, scale, bias, mean, variance);
    }

    private String layerNorm(String name, LayerNorm norm, String x) {
        ImageShape of = image != null ? image : order;
        long[] shape =
                image == null ? new long[] {norm.in()} : new long[] {image.channels(), image.height(), image.width()};
        String scale = values(name, "scale", norm.parameters().weights(), of, shape);
        String bias = values(name, "bias", norm.parameters().bias(), of, shape);
        List<ProtobufWriter> attributes =
                List.of(GraphWriter.attribute("axis", 1L), GraphWriter.attribute("epsilon", (float) norm.epsilon()));
        return graph.node("LayerNormalization", attributes, x, scale, bias);
    }

    private void requireKnownOrder(Layer layer) {
        if (order == null) return;
        throw new IllegalArgumentException(
                "no branches directly behind flattened images can be written: " + layer.describe());
    }

    private String add(String name, Residual residual, String x) {
        requireKnownOrder(residual);
        ImageShape before = image;
        String main = layers(name + ".branch", residual.branch(), x);
        ImageShape after = image;
        image = before;
        String side = layers(name + ".shortcut", residual.shortcut(), x);
        image = after;
        graph.layer(name);
        return graph.node("Add", main, side);
    }

    private String concat(String name, Concat concat, String x) {
        requireKnownOrder(concat);
        ImageShape before = image, joined = null;
        String[] parts = new String[concat.branches().size()];
        for (int i = 0; i < parts.length; i++) {
            image = before;
            parts[i] = layers(name + ".branches." + i + ".", concat.branches().get(i), x);
            joined = image;
        }
        image = joined == null ? null : new ImageShape(joined.height(), joined.width(), concat.out() / concat.pixels());
        graph.layer(name);
        return graph.node("Concat", "axis", 1L, parts);
    }
}
