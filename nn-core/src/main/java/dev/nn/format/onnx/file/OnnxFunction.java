package dev.nn.format.onnx.file;

import java.util.List;
import java.util.Map;

/**
 * A FunctionProto: an operator that the model defines itself by nodes, as newer exporters of PyTorch do.
 *
 * @param name of the operator
 * @param domain of the operator
 * @param opset version of ONNX's own operators that it uses, 0 if it doesn't say
 * @param inputs names of its inputs
 * @param outputs names of its outputs
 * @param defaults attributes that a caller may leave out
 * @param nodes what it does
 * @param source where it stands in the file
 */
record OnnxFunction(
        String name,
        String domain,
        long opset,
        List<String> inputs,
        List<String> outputs,
        Map<String, OnnxAttribute> defaults,
        List<OnnxNode> nodes,
        ProtobufReader source) {}
