package dev.nn.format.onnx;

import dev.nn.data.DataFormatException;
import dev.nn.file.FiniteValues;
import dev.nn.format.onnx.evaluate.RowShape;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.ModelParser;
import dev.nn.format.onnx.file.OnnxGraph;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxTensor;
import dev.nn.format.onnx.file.OnnxValue;
import dev.nn.format.onnx.file.ProtobufReader;
import dev.nn.format.onnx.file.TensorDecoder;
import dev.nn.format.onnx.image.ImageImport;
import dev.nn.format.onnx.recognise.Assembly;
import dev.nn.format.onnx.recognise.Chain;
import dev.nn.format.onnx.recognise.Folding;
import dev.nn.format.onnx.recognise.GrowingConcats;
import dev.nn.format.onnx.recognise.InputWidth;
import dev.nn.format.onnx.recognise.InputsAndOutputs;
import dev.nn.format.onnx.recognise.JoinedInputs;
import dev.nn.format.onnx.recognise.Recognition;
import dev.nn.format.onnx.recognise.Step;
import dev.nn.kernel.DenseKernels;
import dev.nn.network.Network;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The import of an ONNX file: from its bytes to a network, step by step. */
public final class OnnxImport {
    private static final long UNKNOWN = OnnxValue.UNKNOWN;

    private final OnnxGraph graph;
    private final TensorDecoder decoder;
    private final long bytes;
    private final @Nullable DenseKernels kernels;

    private OnnxImport(OnnxGraph graph, TensorDecoder decoder, long bytes, @Nullable DenseKernels kernels) {
        this.graph = graph;
        this.decoder = decoder;
        this.bytes = bytes;
        this.kernels = kernels;
    }

    /** The network of a file on the {@linkplain dev.nn.kernel.Kernels#best best} kernels. */
    public static Network read(String name, byte[] bytes, @Nullable Path folder, @Nullable String output)
            throws IOException {
        return read(name, ByteBuffer.wrap(bytes), folder, output, null);
    }

    /**
     * The network of a file.
     *
     * @param name what messages call the file
     * @param bytes its content
     * @param folder where it is, for tensors in files beside it; null if it came from a stream
     * @param output the output that the network computes; null for the only one of floating-point numbers
     * @param kernels of the network; null for the best, which are not looked for before they are needed
     */
    public static Network read(
            String name,
            ByteBuffer bytes,
            @Nullable Path folder,
            @Nullable String output,
            @Nullable DenseKernels kernels)
            throws IOException {
        OnnxGraph graph = ModelParser.parse(ProtobufReader.of(name, bytes));
        String wanted = output == null ? InputsAndOutputs.output(graph) : InputsAndOutputs.output(graph, output);
        graph = GrowingConcats.of(JoinedInputs.of(graph, wanted));
        OnnxImport reading = new OnnxImport(graph, new TensorDecoder(folder), bytes.capacity(), kernels);
        Network network = reading.network(wanted);
        if (FiniteValues.firstOther(network.parameters()) >= 0) throw reading.notFinite();
        return network;
    }

    /** The exception for weights that are NaN or infinite: it names the tensor that has such values, if one does. */
    private DataFormatException notFinite() throws IOException {
        for (OnnxTensor tensor : graph.initializers().values()) {
            if (!OnnxTensor.isFloating(tensor.type()) || tensor.sparse() != null) continue;
            Constant values = decoder.decode(tensor);
            long[] shape = Arrays.stream(values.shape()).asLongStream().toArray();
            ProtobufReader message = tensor.message();
            try {
                FiniteValues.read(values.toFloats(), message.name(), tensor.name(), message.offset(), shape);
            } catch (DataFormatException e) {
                return e;
            }
        }
        return graph.wrong("weights", "finite numbers", "NaN or infinite ones, computed from constants of the file");
    }

    private Network network(String output) throws IOException {
        OnnxValue input = InputsAndOutputs.input(graph, output);
        DataFormatException first = null;
        for (RowShape shape : shapes(input)) {
            try {
                return network(input, shape, output);
            } catch (DataFormatException e) {
                if (first == null) first = e;
            }
        }
        throw first == null ? graph.wrong("input", "at least one dimension", "a single number") : first;
    }

    private Network network(OnnxValue input, RowShape announced, String output) throws IOException {
        RowShape shape = announced;
        ShapeInference known = ShapeInference.of(graph, decoder, input, shape, output, bytes);
        if (shape.features() == UNKNOWN) {
            shape = InputWidth.of(known, shape);
            known = ShapeInference.of(graph, decoder, input, shape, output, bytes);
        }
        if (known.rows(output) == null) {
            throw graph.wrong(
                    "output '%s'".formatted(OnnxNode.shortened(output)), "one that depends on the input", "none");
        }
        Chain chain = Chain.of(graph, known, input.name(), output);
        if (known.hasImages()) return ImageImport.network(graph, known, chain, kernels);
        List<Step> steps = Folding.of(Recognition.steps(known, chain));
        return Assembly.network(graph, steps, shape.features(), known.budget(), kernels);
    }

    /**
     * How the input may be read, the likeliest first: samples along the first axis, or, for two axes of which the second
     * may vary as well as the first, along the second.
     */
    private static List<RowShape> shapes(OnnxValue input) {
        long[] dims = input.dims() == null ? new long[] {UNKNOWN, UNKNOWN} : input.dims();
        if (dims.length == 0) return List.of();
        if (dims.length == 1) return List.of(new RowShape(dims, -1));
        List<RowShape> shapes = new ArrayList<>(List.of(new RowShape(dims, 0)));
        if (dims.length == 2) {
            boolean rowsVary = dims[0] == UNKNOWN, columnsVary = dims[1] == UNKNOWN;
            if (rowsVary == columnsVary) shapes.add(new RowShape(dims, 1));
            else if (columnsVary) shapes.set(0, new RowShape(dims, 1));
        }
        return shapes;
    }
}
