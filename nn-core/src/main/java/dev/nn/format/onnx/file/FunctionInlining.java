package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The replacement of each call of a model's own function by the function's nodes, whose tensors get names of their own. */
final class FunctionInlining {
    /** The most nodes that may result, and the deepest nesting: a few lines could call each other without end. */
    private static final int LIMIT = 1 << 16;

    private static final int DEEPEST = 16;

    private final Map<String, OnnxFunction> functions = new HashMap<>();
    private final List<OnnxNode> result = new ArrayList<>();
    private int calls;

    private FunctionInlining() {}

    /** The nodes without calls. */
    static List<OnnxNode> of(List<OnnxNode> nodes, List<OnnxFunction> functions, long opset)
            throws DataFormatException {
        if (functions.isEmpty()) return nodes;
        FunctionInlining inlining = new FunctionInlining();
        for (OnnxFunction function : functions) {
            // Softmax changed its meaning with opset 13, so a mixture would need both.
            boolean mixed = function.opset() > 0 && function.opset() < 13 != opset < 13;
            if (mixed) {
                throw function.source()
                        .wrong(
                                "function '%s'".formatted(OnnxNode.shortened(function.name())),
                                function.source().offset(),
                                "operators of opset %d, as the model's".formatted(opset),
                                "opset " + function.opset());
            }
            inlining.functions.put(key(function.domain(), function.name()), function);
        }
        for (OnnxNode node : nodes) inlining.add(node, 0);
        return inlining.result;
    }

    private static String key(String domain, String name) {
        return domain + "\n" + name;
    }

    private void add(OnnxNode node, int depth) throws DataFormatException {
        OnnxFunction function = functions.get(key(node.domain(), node.operator()));
        if (result.size() >= LIMIT || depth > DEEPEST) {
            throw node.wrong("functions of at most %d nodes, nested at most %d deep".formatted(LIMIT, DEEPEST), "more");
        }
        if (function == null) {
            result.add(node);
            return;
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < function.inputs().size(); i++) {
            names.put(function.inputs().get(i), node.has(i) ? node.inputs().get(i) : "");
        }
        for (int i = 0; i < function.outputs().size() && i < node.outputs().size(); i++) {
            if (!node.outputs().get(i).isEmpty()) {
                names.put(function.outputs().get(i), node.outputs().get(i));
            }
        }
        String prefix = "%s#%d/".formatted(OnnxNode.shortened(function.name()), ++calls);
        for (OnnxNode inner : function.nodes()) {
            add(
                    new OnnxNode(
                            inner.name(),
                            inner.operator(),
                            inner.domain(),
                            renamed(inner.inputs(), names, prefix),
                            renamed(inner.outputs(), names, prefix),
                            attributes(inner, node, function),
                            inner.source()),
                    depth + 1);
        }
    }

    private static List<String> renamed(List<String> tensors, Map<String, String> names, String prefix) {
        List<String> result = new ArrayList<>();
        for (String name : tensors) result.add(name.isEmpty() ? "" : names.getOrDefault(name, prefix + name));
        return result;
    }

    /** The attributes of a node in a function: those that refer to one of the call become it, or are left out. */
    private static Map<String, OnnxAttribute> attributes(OnnxNode inner, OnnxNode call, OnnxFunction function) {
        Map<String, OnnxAttribute> result = new LinkedHashMap<>();
        for (OnnxAttribute attribute : inner.attributes().values()) {
            if (attribute.reference().isEmpty()) {
                result.put(attribute.name(), attribute);
                continue;
            }
            OnnxAttribute given = call.attributes().get(attribute.reference());
            if (given == null) given = function.defaults().get(attribute.reference());
            if (given != null) result.put(attribute.name(), given.named(attribute.name()));
        }
        return result;
    }
}
