package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxGraph;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxTensor;
import dev.nn.format.onnx.file.OnnxValue;
import dev.nn.format.onnx.file.TensorDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the tensors that lead to one output: the values of those that are constant, and the shapes of those
 * that depend on the input. One pass over the nodes in the order of the file; the others, a label branch for instance,
 * are not looked at.
 */
public final class ShapeInference {
    private final OnnxGraph graph;
    private final ConstantOperators operators;
    private final TensorDecoder decoder;
    private final Map<String, Constant> constants = new HashMap<>();
    private final Map<String, RowShape> rows = new HashMap<>();

    /** The types of tensors that depend on the input, where they are no floating-point numbers. */
    private final Map<String, Integer> types = new HashMap<>();

    private final List<OnnxNode> rowNodes = new ArrayList<>();

    /** Whether the output depends on an operator of images. */
    private boolean hasImages;

    private ShapeInference(OnnxGraph graph, TensorDecoder decoder, long bytes) {
        this.graph = graph;
        this.decoder = decoder;
        this.operators = new ConstantOperators(decoder, bytes);
    }

    /**
     * Goes through the graph.
     *
     * @param input the graph's input
     * @param shape how it is read
     * @param output the name of the tensor that is wanted
     * @param bytes length of the file
     */
    public static ShapeInference of(
            OnnxGraph graph, TensorDecoder decoder, OnnxValue input, RowShape shape, String output, long bytes)
            throws IOException {
        ShapeInference result = new ShapeInference(graph, decoder, bytes);
        result.put(input.name(), shape, input.type() == 0 ? OnnxTensor.FLOAT : input.type());
        List<OnnxNode> needed = needed(graph, output);
        for (OnnxNode node : needed) result.hasImages |= ImageOperators.needsImages(node);
        for (OnnxNode node : needed) result.visit(node);
        return result;
    }

    /** The nodes that an output depends on, in the order of the file. */
    public static List<OnnxNode> needed(OnnxGraph graph, String output) {
        Set<String> wanted = new HashSet<>(Set.of(output));
        List<OnnxNode> nodes = new ArrayList<>();
        for (OnnxNode node : graph.nodes().reversed()) {
            if (node.outputs().stream().noneMatch(name -> !name.isEmpty() && wanted.contains(name))) continue;
            nodes.add(node);
            wanted.addAll(node.inputs());
        }
        return nodes.reversed();
    }

    /** The value of a tensor, or null if it depends on the input. */
    @Nullable
    public Constant constant(String tensor) {
        return constants.get(tensor);
    }

    /** The constant that is input {@code i} of a node, or null if that is left out or depends on the input. */
    @Nullable
    public Constant constant(OnnxNode node, int i) {
        return node.has(i) ? constants.get(node.inputs().get(i)) : null;
    }

    /** The shape of a tensor that depends on the input, or null if it doesn't. */
    @Nullable
    public RowShape rows(String tensor) {
        return rows.get(tensor);
    }

    /** The type of a tensor's elements; floats of all kinds are one type. */
    public int type(String tensor) {
        Constant constant = constants.get(tensor);
        return constant != null ? constant.type() : types.getOrDefault(tensor, OnnxTensor.FLOAT);
    }

    /** Counts weights that a product takes: many may share one tensor of the file. */
    public void spend(OnnxNode node, long elements) throws DataFormatException {
        operators.spend(node, elements);
    }

    /** Values that may still be made of so small a file. */
    public long budget() {
        return operators.budget();
    }

    /** Whether it is a graph of images, whose axes may change their order. */
    public boolean hasImages() {
        return hasImages;
    }

    public long opset() {
        return graph.opset();
    }

    /** The nodes whose output depends on the input, in the order of computation. */
    public List<OnnxNode> rowNodes() {
        return rowNodes;
    }

    private void visit(OnnxNode node) throws IOException {
        boolean constant = true;
        List<@Nullable Constant> inputs = new ArrayList<>();
        for (String name : node.inputs()) {
            if (!name.isEmpty() && !rows.containsKey(name)) load(node, name);
            constant &= !rows.containsKey(name);
            inputs.add(name.isEmpty() ? null : constants.get(name));
        }
        for (String output : node.outputs()) checkNew(node, output);
        if (constant) {
            constants.put(node.output(), operators.apply(node, inputs));
        } else if (node.is("Shape")) {
            constants.put(node.output(), ShapeVector.of(node, shapeOf(node, 0)));
        } else if (node.is("CastLike") && inputs.getFirst() != null) {
            constants.put(node.output(), ConstantOperators.cast(node, inputs.getFirst(), type(node.input(1))));
        } else {
            rowNodes.add(node);
            int type = RowTypes.after(node, this);
            if (ColumnOperators.is(node)) {
                List<ColumnOperators.Selection> selections = ColumnOperators.of(node, this);
                for (int i = 0; i < Math.min(selections.size(), node.outputs().size()); i++) {
                    put(node.outputs().get(i), selections.get(i).shape(), type);
                }
            } else {
                put(node.output(), RowShapes.after(node, this), type);
            }
        }
    }

    private void put(String tensor, RowShape shape, int type) {
        rows.put(tensor, shape);
        if (type != OnnxTensor.FLOAT) types.put(tensor, type);
    }

    private void checkNew(OnnxNode node, String output) throws DataFormatException {
        if (output.isEmpty()) return;
        if (rows.containsKey(output)
                || constants.containsKey(output)
                || graph.initializers().containsKey(output)) {
            throw node.madeAgain(output);
        }
    }

    /** Decodes an initialiser when the first node needs it. */
    private void load(OnnxNode node, String name) throws IOException {
        if (constants.containsKey(name)) return;
        OnnxTensor tensor = graph.initializers().get(name);
        if (tensor == null) {
            throw node.wrong(
                    "inputs that are computed before", "'%s', which isn't".formatted(OnnxNode.shortened(name)));
        }
        operators.spend(node, tensor.sparseSize());
        constants.put(name, decoder.decode(tensor));
    }

    /** The shape of input {@code i}, which must depend on the graph's input. */
    public RowShape shapeOf(OnnxNode node, int i) throws DataFormatException {
        RowShape shape = rows.get(node.input(i));
        if (shape == null) throw node.wrong("input %d to depend on the graph's input".formatted(i), "a constant");
        return shape;
    }
}
