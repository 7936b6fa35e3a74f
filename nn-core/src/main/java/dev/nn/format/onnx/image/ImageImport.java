package dev.nn.format.onnx.image;

import dev.nn.data.DataFormatException;
import dev.nn.expression.Expression;
import dev.nn.expression.ExpressionBuilder;
import dev.nn.format.onnx.evaluate.ImageOperators;
import dev.nn.format.onnx.evaluate.RowShape;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.OnnxGraph;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.recognise.Chain;
import dev.nn.format.onnx.recognise.Folding;
import dev.nn.format.onnx.recognise.Recognition;
import dev.nn.format.onnx.recognise.Step;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.network.ImageShape;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network of a graph of images. Its rows are as the file's: where those have their channels first, the network begins
 * with a {@link dev.nn.network.ChannelOrder}.
 *
 * <p>A graph begins with images, or with plain values that become images of one channel. It ends with images, or flattens
 * them: what comes then is read as graphs without images are.
 */
public final class ImageImport {
    private final OnnxGraph graph;
    private final ShapeInference known;
    private final Chain chain;
    private final List<Part> parts = new ArrayList<>();

    private ImageImport(OnnxGraph graph, ShapeInference known, Chain chain) {
        this.graph = graph;
        this.known = known;
        this.chain = chain;
    }

    /**
     * The network of a graph.
     *
     * @param kernels of the network; null for the best
     * @throws DataFormatException naming the first node that can't be read
     */
    public static Network network(OnnxGraph graph, ShapeInference known, Chain chain, @Nullable DenseKernels kernels)
            throws DataFormatException {
        DataFormatException first = null;
        // The file doesn't say which axis of its input is which; the convolutions do.
        for (String axes : List.of(Layout.CHANNELS_FIRST, Layout.CHANNELS_LAST)) {
            try {
                return new ImageImport(graph, known, chain).network(axes, kernels);
            } catch (DataFormatException e) {
                if (first == null) first = e;
            } catch (IllegalArgumentException | IllegalStateException e) {
                // Sizes that no array holds, and layers that don't fit.
                if (first == null) first = graph.wrong("graph", "layers that fit", String.valueOf(e.getMessage()));
            }
        }
        throw first == null ? graph.wrong("graph", "images", "none") : first;
    }

    private Network network(String axes, @Nullable DenseKernels kernels) throws DataFormatException {
        int cut = 0;
        while (!ImageOperators.isImage(known.rows(chain.tensors().get(cut)))) cut = skip(cut);
        RowShape shape = known.rows(chain.tensors().get(cut));
        if (shape == null || shape.features() < 1) {
            throw graph.wrong("input", "images of known height, width and channels", "shape " + shape);
        }
        Layout layout = Layout.of(shape, axes);
        if (!layout.isChannelsLast()) parts.add(new Part.Plain(NetworkBuilder::channelsLast));
        ImageGraph images = new ImageGraph(known, chain, layout);
        cut = images.walk(cut);
        parts.addAll(images.parts());
        if (images.layout().isFlat()) {
            tail(cut, images.layout());
        } else if (!images.layout().isChannelsLast()) {
            requireChannelsFirst(images.layout());
            parts.add(new Part.Plain(NetworkBuilder::channelsFirst));
        }
        return build(layout.image(), kernels == null ? Kernels.best() : kernels);
    }

    /** Before the first image only the shape may change. */
    private int skip(int cut) throws DataFormatException {
        if (cut == chain.segments().size()) throw graph.wrong("graph", "images", "none");
        List<OnnxNode> segment = chain.segments().get(cut);
        OnnxNode node = segment.getLast();
        if (segment.size() == 1 && node.is("Reshape", "Unsqueeze", "Squeeze", "Flatten", "Identity")) return cut + 1;
        throw node.wrong(
                "images, or plain values that become some",
                "shape " + known.rows(chain.tensors().get(cut)));
    }

    private void requireChannelsFirst(Layout layout) throws DataFormatException {
        if (layout.isChannelsFirst()) return;
        throw graph.wrong("graph", "images with their channels first or last", "axes " + layout.axes());
    }

    /** What comes behind the images, as for graphs without any; the first product knows their values in the file's order. */
    private void tail(int cut, Layout layout) throws DataFormatException {
        List<Step> steps = Folding.of(Recognition.steps(known, chain.from(cut)));
        ImageShape order = null;
        if (!layout.isChannelsLast()) {
            requireChannelsFirst(layout);
            if (beginsWithProduct(steps)) order = layout.image();
            else parts.add(new Part.Plain(NetworkBuilder::channelsFirst));
        }
        parts.add(new Part.Plain(NetworkBuilder::flatten));
        for (Step step : steps) {
            if (step instanceof Step.Linear linear) {
                parts.add(dense(linear, order));
                order = null;
            } else if (step instanceof Step.Elementwise elementwise) {
                parts.add(new Part.Plain(to -> to.activation(elementwise.activation())));
            } else if (step instanceof Step.Softmax softmax) {
                parts.add(new Part.Plain(to -> softmax.log() ? to.logSoftmax() : to.softmax()));
            } else if (step instanceof Step.Formula formula) {
                parts.add(new Part.Plain(to -> to.formula(formula.expression())));
            } else if (step instanceof Step.Scaling scaling) {
                Expression expression = scalingFormula(scaling, width(cut));
                parts.add(new Part.Plain(to -> to.formula(expression)));
            }
        }
    }

    /** Whether nothing but activations comes before the first product. */
    private static boolean beginsWithProduct(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.Linear) return true;
            if (!(step instanceof Step.Elementwise)) return false;
        }
        return false;
    }

    private int width(int cut) {
        RowShape shape = known.rows(chain.tensors().get(cut));
        return shape == null ? 1 : (int) shape.features();
    }

    private static Expression scalingFormula(Step.Scaling scaling, int width) {
        int length = Math.max(scaling.scale().length, scaling.shift().length);
        ExpressionBuilder b = new ExpressionBuilder(length == 1 ? width : length);
        return b.build(scaling.add(b, b.input()));
    }

    /** @param order the image whose values come channel by channel in the file; null if they come as they are here */
    private static Part dense(Step.Linear linear, @Nullable ImageShape order) {
        int out = linear.out();
        float[] values = new float[linear.weights().length + out];
        for (int i = 0; i < linear.in(); i++) {
            int to = order == null ? i : order.fromChannelsFirst(i);
            System.arraycopy(linear.weights(), i * out, values, to * out, out);
        }
        for (int j = 0; j < out; j++) values[linear.weights().length + j] = (float) linear.bias()[j];
        return new Part.Trained(to -> to.dense(out), new Part.Parameters(values));
    }

    private Network build(ImageShape image, DenseKernels kernels) {
        NetworkBuilder builder = Network.image(image.height(), image.width(), image.channels());
        Network network = Part.addAll(parts, builder).build(kernels);
        Iterator<Part.Parameters> parameters = Part.parametersOf(parts).iterator();
        set(network.layers(), parameters, network.parameters());
        return network;
    }

    private static void set(List<Layer> layers, Iterator<Part.Parameters> parameters, float[] array) {
        for (Layer layer : layers) {
            if (!layer.parts().isEmpty()) set(layer.parts(), parameters, array);
            else if (layer.parameterCount() > 0) parameters.next().set(layer, array);
        }
    }
}
