package dev.nn.format.onnx.recognise;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.List;

/** The message for nodes that are no part of a feed-forward network. */
final class Refusal {
    private Refusal() {}

    /** The exception for the nodes between two cuts that no step was found for. */
    static DataFormatException of(List<OnnxNode> segment, ShapeInference known) throws DataFormatException {
        OnnxNode last = segment.getLast();
        for (OnnxNode node : segment) {
            boolean product = Products.isLinear(node);
            if (product && segment.size() > 1) {
                return last.wrong(
                        "one path from input to output",
                        "several, one of them through the %s".formatted(node.describe()));
            }
            if (!product && !Lowering.isPossible(node)) return node.unsupported();
        }
        return last.wrong("a known number of features", "shape " + known.rows(last.output()));
    }
}
