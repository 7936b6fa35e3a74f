package dev.nn.format.onnx.recognise;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.evaluate.PassThrough;
import dev.nn.format.onnx.evaluate.RowOperators;
import dev.nn.format.onnx.evaluate.ScalarOperators;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.List;
import java.util.stream.Collectors;

/** The message for nodes that are no part of a feed-forward network. */
final class Refusal {
    private Refusal() {}

    /** The exception for the nodes between two cuts that no step was found for. */
    static DataFormatException of(List<OnnxNode> segment) throws DataFormatException {
        OnnxNode last = segment.getLast();
        for (OnnxNode node : segment) {
            boolean numbers = PassThrough.is(node) || RowOperators.is(node) || ScalarOperators.of(node) != null;
            if (segment.size() > 1 && !numbers) {
                return last.wrong(
                        "one path from input to output",
                        "several, one of them through the %s".formatted(node.describe()));
            }
            if (!numbers) return node.unsupported();
        }
        String operators = segment.stream().map(OnnxNode::operator).collect(Collectors.joining(", "));
        return last.wrong("an activation that this library has", "another function, made by " + operators);
    }
}
