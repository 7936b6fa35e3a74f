package dev.nn.format.onnx;

import dev.nn.data.DataFormatException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The choice of the graph's output that the network computes, and of the input that it computes it from. */
final class Ports {
    private Ports() {}

    /**
     * The tensor behind the only output of floating-point numbers. Labels are left out, and scikit-learn's ZipMap, which
     * turns each row of probabilities into a map, is looked through.
     */
    static String output(OnnxGraph graph) throws DataFormatException {
        List<String> names = graph.outputs().stream()
                .filter(output -> !isLabel(graph, output))
                .map(output -> unzipped(graph, output))
                .distinct()
                .toList();
        if (names.size() != 1) {
            throw graph.wrong(
                    "outputs", "one output of floating-point numbers", names.isEmpty() ? "none" : list(names));
        }
        return names.getFirst();
    }

    /** The output of that name. */
    static String output(OnnxGraph graph, String name) throws DataFormatException {
        for (OnnxValue output : graph.outputs()) if (output.name().equals(name)) return unzipped(graph, output);
        throw graph.wrong(
                "output '%s'".formatted(OnnxNode.shortened(name)),
                "one of " + list(graph.outputs().stream().map(OnnxValue::name).toList()),
                "another name");
    }

    private static boolean isLabel(OnnxGraph graph, OnnxValue output) {
        if (output.type() != 0) return !OnnxTensor.isFloating(output.type());
        return !output.isTensor() && unzipped(graph, output).equals(output.name());
    }

    private static String unzipped(OnnxGraph graph, OnnxValue output) {
        for (OnnxNode node : graph.nodes()) {
            boolean zip = node.domain().equals(OnnxNode.ML) && node.operator().equals("ZipMap");
            if (zip && node.outputs().contains(output.name()) && node.has(0))
                return node.inputs().getFirst();
        }
        return output.name();
    }

    /** The only input that the output needs. */
    static OnnxValue input(OnnxGraph graph, String output) throws DataFormatException {
        Set<String> used = new HashSet<>(Set.of(output));
        for (OnnxNode node : Propagation.needed(graph, output)) used.addAll(node.inputs());
        List<OnnxValue> inputs = graph.inputs().stream()
                .filter(input -> used.contains(input.name()))
                .toList();
        if (inputs.size() != 1) {
            throw graph.wrong(
                    "inputs",
                    "one input that the output depends on",
                    inputs.isEmpty()
                            ? "none"
                            : list(inputs.stream().map(OnnxValue::name).toList()));
        }
        return inputs.getFirst();
    }

    private static String list(List<String> names) {
        String some = names.stream().limit(8).map(OnnxNode::shortened).collect(Collectors.joining(", "));
        return names.size() > 8 ? some + ", …" : some;
    }
}
