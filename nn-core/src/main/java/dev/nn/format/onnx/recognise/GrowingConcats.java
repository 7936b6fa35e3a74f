package dev.nn.format.onnx.recognise;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.OnnxGraph;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A dense block joins all results so far before each of its layers: Concat(a, b), then Concat(a, b, c). Where the second takes
 * up the first's result, Concat(ab, c), each layer begins with a single tensor.
 */
public final class GrowingConcats {
    private static final String CONCAT = "Concat";

    /** The most inputs of one that is looked at. */
    private static final int MOST = 256;

    private GrowingConcats() {}

    /** The graph in which each Concat takes up the longest one before it that joins the same first inputs. */
    public static OnnxGraph of(OnnxGraph graph) throws DataFormatException {
        Map<List<String>, String> joined = new HashMap<>();
        List<OnnxNode> nodes = new ArrayList<>();
        for (OnnxNode node : graph.nodes()) {
            if (!node.is(CONCAT) || node.inputs().size() < 2 || node.inputs().size() > MOST) {
                nodes.add(node);
                continue;
            }
            String axis = node.integer("axis", 1) + "";
            List<String> inputs = node.inputs();
            for (int count = inputs.size() - 1; count > 1; count--) {
                String before = joined.get(key(axis, node.inputs().subList(0, count)));
                if (before == null) continue;
                inputs = new ArrayList<>(
                        node.inputs().subList(count, node.inputs().size()));
                inputs.addFirst(before);
                break;
            }
            joined.put(key(axis, node.inputs()), node.output());
            nodes.add(new OnnxNode(node.name(), CONCAT, "", inputs, node.outputs(), node.attributes(), node.source()));
        }
        return new OnnxGraph(
                graph.opset(), nodes, graph.initializers(), graph.inputs(), graph.outputs(), graph.source());
    }

    private static List<String> key(String axis, List<String> inputs) {
        List<String> key = new ArrayList<>(inputs);
        key.addFirst(axis);
        return key;
    }
}
