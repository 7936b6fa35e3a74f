package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parser of a ModelProto; field numbers are those of onnx.proto3, IR version 10. Fields that aren't needed are skipped.
 *
 * <p><a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3">onnx.proto3</a>
 */
public final class ModelParser {
    /** The oldest opset of all operators: before it, Add and others had a broadcasting of their own. */
    private static final int OLDEST_OPSET = 7;

    /** Operators that have meant the same since the first one. */
    private static final Set<String> UNCHANGED = Set.of(
            "Abs",
            "Ceil",
            "Constant",
            "Elu",
            "Exp",
            "Flatten",
            "Floor",
            "HardSigmoid",
            "Identity",
            "LeakyRelu",
            "Log",
            "LogSoftmax",
            "MatMul",
            "Neg",
            "Reciprocal",
            "Relu",
            "Sigmoid",
            "Softmax",
            "Softplus",
            "Softsign",
            "Sqrt",
            "Squeeze",
            "Tanh",
            "Transpose",
            "Unsqueeze");

    /** Operators that have meant the same since opset 6. */
    private static final Set<String> UNCHANGED_SINCE_6 =
            Set.of("Selu", "Cast", "Concat", "Split", "Slice", "Gather", "Reshape");

    /** The most nodes, tensors, inputs or dimensions; objects are larger than the few bytes that announce them. */
    private static final int LIMIT = 1 << 16;

    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxTensor> initializers = new LinkedHashMap<>();
    private final List<OnnxFunction> functions = new ArrayList<>();
    private final List<OnnxValue> inputs = new ArrayList<>();
    private final List<OnnxValue> outputs = new ArrayList<>();
    private long opset;

    private ModelParser() {}

    public static OnnxGraph parse(ProtobufReader model) throws DataFormatException {
        return new ModelParser().model(model);
    }

    private OnnxGraph model(ProtobufReader model) throws DataFormatException {
        ProtobufReader graph = null;
        while (model.next()) {
            switch (model.field()) {
                case 7 -> graph = model.message();
                case 8 -> operatorSet(model.message());
                case 25 -> functions.add(FunctionParser.parse(model.message()));
                default -> model.skip();
            }
        }
        if (graph == null) throw model.wrong("not an ONNX model", 0, "a graph (field 7)", "none");
        if (opset < 1) throw model.wrong("opset", 0, "version %d or later".formatted(OLDEST_OPSET), "none");
        graph(graph);
        checkOpset();
        inputs.removeIf(input -> initializers.containsKey(input.name()));
        List<OnnxNode> inlined = FunctionInlining.of(nodes, functions, opset);
        return new OnnxGraph(
                opset, NodeOrder.of(inlined, initializers.keySet()), initializers, inputs, outputs, graph.again());
    }

    private void checkOpset() throws DataFormatException {
        if (opset >= OLDEST_OPSET) return;
        for (OnnxNode node : nodes) {
            boolean same =
                    UNCHANGED.contains(node.operator()) || (opset >= 6 && UNCHANGED_SINCE_6.contains(node.operator()));
            if (!same) {
                throw node.wrong(
                        "opset version %d or later for this operator".formatted(OLDEST_OPSET), "opset " + opset);
            }
        }
    }

    private void operatorSet(ProtobufReader in) throws DataFormatException {
        String domain = "";
        long version = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> domain = in.string();
                case 2 -> version = in.varint();
                default -> in.skip();
            }
        }
        if (own(domain).isEmpty()) opset = version;
    }

    private void graph(ProtobufReader in) throws DataFormatException {
        while (in.next()) {
            switch (in.field()) {
                case 1 -> nodes.add(node(in.message()));
                case 5 -> {
                    OnnxTensor tensor = TensorParser.parse(in.message());
                    initializers.put(tensor.name(), tensor);
                }
                case 15 -> {
                    OnnxTensor tensor = TensorParser.parseSparse(in.message());
                    initializers.put(tensor.name(), tensor);
                }
                case 11 -> inputs.add(ValueParser.parse(in.message()));
                case 12 -> outputs.add(ValueParser.parse(in.message()));
                default -> in.skip();
            }
            if (nodes.size() + initializers.size() + inputs.size() + outputs.size() > LIMIT) {
                throw in.wrong(
                        "size of the graph", in.offset(), "at most %d nodes and tensors".formatted(LIMIT), "more");
            }
        }
    }

    static OnnxNode node(ProtobufReader in) throws DataFormatException {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
        String name = "", operator = "", domain = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> inputs.add(in.string());
                case 2 -> outputs.add(in.string());
                case 3 -> name = in.string();
                case 4 -> operator = in.string();
                case 5 -> {
                    OnnxAttribute attribute = AttributeParser.parse(in.message());
                    attributes.put(attribute.name(), attribute);
                }
                case 7 -> domain = in.string();
                default -> in.skip();
            }
            if (inputs.size() + outputs.size() + attributes.size() > LIMIT) {
                throw in.wrong("size of a node", in.offset(), "at most %d inputs".formatted(LIMIT), "more");
            }
        }
        // The labels are not read here, the probabilities or scores are.
        if (domain.equals(OnnxNode.ML) && operator.equals("LinearClassifier") && outputs.size() > 1)
            outputs.removeFirst();
        return new OnnxNode(name, operator, own(domain), inputs, outputs, attributes, in.again());
    }

    /** ONNX's own domain has two names. */
    static String own(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }
}
