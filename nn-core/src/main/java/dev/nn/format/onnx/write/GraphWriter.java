package dev.nn.format.onnx.write;

import dev.nn.format.onnx.file.OnnxTensor;
import dev.nn.format.onnx.file.ProtobufWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A GraphProto under construction. */
final class GraphWriter {
    static final int FLOAT = OnnxTensor.FLOAT;
    static final int BOOL = OnnxTensor.BOOL;

    private final ProtobufWriter nodes = new ProtobufWriter();
    private final ProtobufWriter tensors = new ProtobufWriter();
    private final ProtobufWriter ports = new ProtobufWriter();
    private final Set<String> names = new HashSet<>();
    private String prefix = "";

    /** Sets what the names of following nodes and tensors begin with. */
    void layer(String name) {
        prefix = name + ".";
    }

    /** Declares the input, batch × features or more axes; returns its name. */
    String input(String name, int... sizes) {
        ports.message(11, port(name, sizes));
        names.add(name);
        return name;
    }

    /** Declares the output, batch × features or more axes, which is that tensor under another name. */
    void output(String tensor, String name, int... sizes) {
        named("Identity", name, tensor);
        ports.message(12, port(name, sizes));
    }

    /** Adds a constant tensor of floats; returns its name. */
    String tensor(String name, float[] values, long... shape) {
        String unique = unique(name);
        ProtobufWriter tensor = new ProtobufWriter();
        for (long size : shape) tensor.varint(1, size);
        tensors.message(5, tensor.varint(2, OnnxTensor.FLOAT).string(8, unique).floats(9, values));
        return unique;
    }

    /** Adds a constant number; returns its name. */
    String number(String name, double value) {
        return tensor(name, new float[] {(float) value});
    }

    /** Adds a node; returns the name of its output. */
    String node(String operator, String... inputs) {
        return named(operator, unique(operator), inputs);
    }

    /** Adds a node with an attribute that is a float; returns the name of its output. */
    String node(String operator, String attribute, float value, String input) {
        ProtobufWriter node = start(input);
        node.message(
                5, new ProtobufWriter().string(1, attribute).float32(2, value).varint(20, 1));
        return add(node, operator, unique(operator));
    }

    /** Adds a node with an attribute that is an integer; returns the name of its output. */
    String node(String operator, String attribute, long value, String... inputs) {
        ProtobufWriter node = start(inputs);
        node.message(
                5, new ProtobufWriter().string(1, attribute).varint(3, value).varint(20, 2));
        return add(node, operator, unique(operator));
    }

    /** Adds a node with an attribute that is a list of integers; returns the name of its output. */
    String node(String operator, String attribute, long[] values, String... inputs) {
        ProtobufWriter list = new ProtobufWriter().string(1, attribute);
        for (long value : values) list.varint(8, value);
        return add(start(inputs).message(5, list.varint(20, 7)), operator, unique(operator));
    }

    /** Adds a node with attributes; returns the name of its output. */
    String node(String operator, List<ProtobufWriter> attributes, String... inputs) {
        ProtobufWriter node = start(inputs);
        for (ProtobufWriter attribute : attributes) node.message(5, attribute);
        return add(node, operator, unique(operator));
    }

    /** An attribute that is an integer. */
    static ProtobufWriter attribute(String name, long value) {
        return new ProtobufWriter().string(1, name).varint(3, value).varint(20, 2);
    }

    /** An attribute that is a float. */
    static ProtobufWriter attribute(String name, float value) {
        return new ProtobufWriter().string(1, name).float32(2, value).varint(20, 1);
    }

    /** An attribute that is a list of integers. */
    static ProtobufWriter attribute(String name, int... values) {
        ProtobufWriter list = new ProtobufWriter().string(1, name);
        for (int value : values) list.varint(8, value);
        return list.varint(20, 7);
    }

    /** Adds a cast to a type; returns the name of its output. */
    String cast(String tensor, int type) {
        return node("Cast", "to", type, tensor);
    }

    /** Adds a constant list of integers; returns its name. */
    String integers(String name, long... values) {
        String unique = unique(name);
        ProtobufWriter tensor = new ProtobufWriter()
                .varint(1, values.length)
                .varint(2, OnnxTensor.INT64)
                .string(8, unique);
        for (long value : values) tensor.varint(7, value);
        tensors.message(5, tensor);
        return unique;
    }

    /** The graph. */
    ProtobufWriter complete() {
        ProtobufWriter graph = new ProtobufWriter();
        graph.append(nodes).string(2, "network").append(tensors).append(ports);
        return graph;
    }

    private String named(String operator, String output, String... inputs) {
        return add(start(inputs), operator, output);
    }

    private static ProtobufWriter start(String... inputs) {
        ProtobufWriter node = new ProtobufWriter();
        for (String input : inputs) node.string(1, input);
        return node;
    }

    private String add(ProtobufWriter node, String operator, String output) {
        nodes.message(1, node.string(2, output).string(3, output).string(4, operator));
        return output;
    }

    private String unique(String name) {
        String unique = prefix + name;
        for (int i = 2; !names.add(unique); i++) unique = prefix + name + i;
        return unique;
    }

    /** A ValueInfoProto: a tensor of floats, [batch, sizes…]. */
    private static ProtobufWriter port(String name, int... sizes) {
        ProtobufWriter shape = new ProtobufWriter().message(1, new ProtobufWriter().string(2, "batch"));
        for (int size : sizes) shape.message(1, new ProtobufWriter().varint(1, size));
        ProtobufWriter tensor = new ProtobufWriter().varint(1, OnnxTensor.FLOAT).message(2, shape);
        return new ProtobufWriter().string(1, name).message(2, new ProtobufWriter().message(1, tensor));
    }
}
