package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;
import java.util.List;
import java.util.Map;

/**
 * The graph of an ONNX file.
 *
 * @param opset version of ONNX's own operators
 * @param nodes in the order of the file, which is an order of computation
 * @param initializers constant tensors by name
 * @param inputs what the caller supplies; initialisers, which old files list too, are left out
 * @param outputs what the caller gets
 * @param source the file
 */
public record OnnxGraph(
        long opset,
        List<OnnxNode> nodes,
        Map<String, OnnxTensor> initializers,
        List<OnnxValue> inputs,
        List<OnnxValue> outputs,
        ProtobufReader source) {
    /** The exception for the graph as a whole. */
    public DataFormatException wrong(String problem, String expected, String found) {
        return source.wrong(problem, source.offset(), expected, found);
    }
}
