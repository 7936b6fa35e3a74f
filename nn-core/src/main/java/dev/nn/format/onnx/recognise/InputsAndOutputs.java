package dev.nn.format.onnx.recognise;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.OnnxGraph;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxTensor;
import dev.nn.format.onnx.file.OnnxValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The choice of the graph's output that the network computes, and of the input that it computes it from. */
public final class InputsAndOutputs {
    private InputsAndOutputs() {}

    /**
     * The tensor behind the only output of floating-point numbers. Labels are left out, and scikit-learn's ZipMap, which
     * turns each row of probabilities into a map, is looked through.
     */
    public static String output(OnnxGraph graph) throws DataFormatException {
        Map<String, String> zipped = zipped(graph);
        Set<String> names = new LinkedHashSet<>();
        for (OnnxValue output : graph.outputs()) {
            String unzipped = zipped.get(output.name());
            if (unzipped != null) names.add(unzipped);
            else if (isNumeric(output)) names.add(output.name());
        }
        if (names.size() != 1) {
            throw graph.wrong(
                    "outputs",
                    "one output of floating-point numbers, or the name of the one to read",
                    names.isEmpty() ? "none" : list(names));
        }
        return names.iterator().next();
    }

    /** The tensor behind the output of that name. */
    public static String output(OnnxGraph graph, String name) throws DataFormatException {
        List<String> names = graph.outputs().stream().map(OnnxValue::name).toList();
        if (names.contains(name)) return zipped(graph).getOrDefault(name, name);
        throw graph.wrong("output '%s'".formatted(OnnxNode.shortened(name)), "one of " + list(names), "another name");
    }

    /** Whether an output is a tensor of floating-point numbers, as far as the file says. */
    private static boolean isNumeric(OnnxValue output) {
        return output.isTensor() && (output.type() == 0 || OnnxTensor.isFloating(output.type()));
    }

    /** For each output of a ZipMap its input. */
    private static Map<String, String> zipped(OnnxGraph graph) {
        Map<String, String> inputs = new HashMap<>();
        for (OnnxNode node : graph.nodes()) {
            boolean zip = node.domain().equals(OnnxNode.ML) && node.operator().equals("ZipMap");
            if (!zip || !node.has(0)) continue;
            for (String output : node.outputs())
                inputs.put(output, node.inputs().getFirst());
        }
        return inputs;
    }

    /** The only input that the output needs. */
    public static OnnxValue input(OnnxGraph graph, String output) throws DataFormatException {
        List<OnnxValue> inputs = needed(graph, output);
        if (inputs.size() == 1) return inputs.getFirst();
        List<String> names = inputs.stream().map(OnnxValue::name).toList();
        throw graph.wrong("inputs", "one input that the output depends on", names.isEmpty() ? "none" : list(names));
    }

    /** The inputs that the output needs, in the order of the graph. */
    static List<OnnxValue> needed(OnnxGraph graph, String output) {
        Set<String> used = new HashSet<>(Set.of(output));
        for (OnnxNode node : ShapeInference.needed(graph, output)) used.addAll(node.inputs());
        return graph.inputs().stream()
                .filter(input -> used.contains(input.name()))
                .toList();
    }

    private static String list(Collection<String> names) {
        String some = names.stream().limit(8).map(OnnxNode::shortened).collect(Collectors.joining(", "));
        return names.size() > 8 ? some + ", …" : some;
    }
}
