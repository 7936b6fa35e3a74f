package dev.nn.format.onnx.image;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.evaluate.ImageOperators;
import dev.nn.format.onnx.evaluate.RowShape;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.OnnxGraph;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.recognise.Assembly;
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
import java.util.Arrays;
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
        List<Step> steps = new ArrayList<>(Folding.of(Recognition.steps(known, chain.from(cut))));
        if (!layout.isChannelsLast()) {
            requireChannelsFirst(layout);
            int product = firstProduct(steps);
            if (product < 0) parts.add(new Part.Plain(NetworkBuilder::channelsFirst));
            else steps.set(product, channelsLast((Step.Linear) steps.get(product), layout.image()));
        }
        parts.add(new Part.Plain(NetworkBuilder::flatten));
        while (!steps.isEmpty() && steps.getFirst() instanceof Step.Elementwise elementwise) {
            parts.add(new Part.Plain(to -> to.activation(elementwise.activation())));
            steps.removeFirst();
        }
        Assembly tail = Assembly.of(graph, steps, layout.image().size(), known.budget());
        parts.add(new Part.Several(
                tail::addTo, tail.linears().stream().map(ImageImport::values).toList()));
    }

    /** The place of the first product if nothing but activations comes before; −1 otherwise. */
    private static int firstProduct(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Linear) return i;
            if (!(steps.get(i) instanceof Step.Elementwise)) break;
        }
        return -1;
    }

    /** A map of an image whose values come channel by channel, of values that come pixel by pixel. */
    private static Step.Linear channelsLast(Step.Linear linear, ImageShape image) {
        int out = linear.out();
        float[] weights = new float[linear.weights().length];
        for (int i = 0; i < linear.in(); i++) {
            System.arraycopy(linear.weights(), i * out, weights, image.fromChannelsFirst(i) * out, out);
        }
        return new Step.Linear(linear.in(), out, weights, linear.bias());
    }

    private static Part.Parameters values(Step.Linear linear) {
        int count = linear.weights().length;
        float[] values = Arrays.copyOf(linear.weights(), count + linear.out());
        for (int j = 0; j < linear.out(); j++) values[count + j] = (float) linear.bias()[j];
        return new Part.Parameters(values);
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
