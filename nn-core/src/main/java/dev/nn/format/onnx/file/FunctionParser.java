package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parser of a FunctionProto. */
final class FunctionParser {
    private FunctionParser() {}

    static OnnxFunction parse(ProtobufReader in) throws DataFormatException {
        String name = "", domain = "";
        long opset = 0;
        List<String> inputs = new ArrayList<>(), outputs = new ArrayList<>();
        Map<String, OnnxAttribute> defaults = new HashMap<>();
        List<OnnxNode> nodes = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.string();
                case 4 -> inputs.add(in.string());
                case 5 -> outputs.add(in.string());
                case 7 -> nodes.add(ModelParser.node(in.message()));
                case 9 -> opset = Math.max(opset, ownVersion(in.message()));
                case 10 -> domain = in.string();
                case 11 -> {
                    OnnxAttribute attribute = AttributeParser.parse(in.message());
                    defaults.put(attribute.name(), attribute);
                }
                default -> in.skip();
            }
        }
        return new OnnxFunction(name, ModelParser.own(domain), opset, inputs, outputs, defaults, nodes, in.again());
    }

    /** The version of an OperatorSetIdProto if it is that of ONNX's own operators, else 0. */
    private static long ownVersion(ProtobufReader in) throws DataFormatException {
        String domain = "";
        long version = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> domain = in.string();
                case 2 -> version = in.varint();
                default -> in.skip();
            }
        }
        return ModelParser.own(domain).isEmpty() ? version : 0;
    }
}
