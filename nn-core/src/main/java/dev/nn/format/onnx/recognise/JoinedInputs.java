package dev.nn.format.onnx.recognise;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.OnnxAttribute;
import dev.nn.format.onnx.file.OnnxGraph;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxTensor;
import dev.nn.format.onnx.file.OnnxValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Several inputs as one: the columns of each, one input behind the other in the order in which the file lists them. */
public final class JoinedInputs {
    /** No name in a file has a line break in it by accident. */
    private static final String JOINED = "inputs\n";

    private JoinedInputs() {}

    /**
     * The graph with a single input in place of those that an output needs, which is split into them; the same graph if
     * it needs one.
     *
     * @throws DataFormatException if one of them isn't a tensor of numbers, samples × a known number of columns
     */
    public static OnnxGraph of(OnnxGraph graph, String output) throws DataFormatException {
        List<OnnxValue> inputs = InputsAndOutputs.needed(graph, output);
        if (inputs.size() < 2) return graph;
        long[] widths = new long[inputs.size()];
        long batch = OnnxValue.UNKNOWN, sum = 0;
        List<String> parts = new ArrayList<>();
        List<OnnxNode> nodes = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            OnnxValue input = inputs.get(i);
            long[] dims = input.dims();
            boolean numbers = input.isTensor() && input.type() != OnnxTensor.STRING;
            if (!numbers || dims == null || dims.length != 2 || dims[1] < 1) {
                throw graph.wrong(
                        "input '%s'".formatted(OnnxNode.shortened(input.name())),
                        "one input, or several with numbers in a known number of columns",
                        "%d inputs, this one without".formatted(inputs.size()));
            }
            widths[i] = dims[1];
            batch = dims[0];
            sum += dims[1];
            boolean floats = input.type() == 0 || OnnxTensor.isFloating(input.type());
            String part = floats ? input.name() : input.name() + "\n";
            parts.add(part);
            if (!floats)
                nodes.add(node(graph, "Cast", part, List.of(input.name()), OnnxAttribute.of("to", input.type())));
        }
        nodes.addFirst(
                node(graph, "Split", JOINED, parts, OnnxAttribute.of("axis", 1), OnnxAttribute.of("split", widths)));
        nodes.addAll(graph.nodes());
        OnnxValue joined = new OnnxValue(JOINED, OnnxTensor.FLOAT, true, new long[] {batch, sum});
        return new OnnxGraph(
                graph.opset(), nodes, graph.initializers(), List.of(joined), graph.outputs(), graph.source());
    }

    private static OnnxNode node(
            OnnxGraph graph, String operator, String input, List<String> outputs, OnnxAttribute... attributes) {
        Map<String, OnnxAttribute> byName = new java.util.LinkedHashMap<>();
        for (OnnxAttribute attribute : attributes) byName.put(attribute.name(), attribute);
        return new OnnxNode("", operator, "", List.of(input), outputs, byName, graph.source());
    }
}
