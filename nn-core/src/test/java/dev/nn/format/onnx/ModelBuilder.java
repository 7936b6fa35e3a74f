package dev.nn.format.onnx;

import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxTensor;
import dev.nn.format.onnx.file.ProtobufWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** ONNX models of any nodes, written with our own {@link ProtobufWriter}, for tests. */
final class ModelBuilder {
    /** A dimension that varies. */
    static final long ANY = -1;

    private final ProtobufWriter nodes = new ProtobufWriter();
    private final ProtobufWriter rest = new ProtobufWriter();
    private final ProtobufWriter functions = new ProtobufWriter();
    private final List<ProtobufWriter> nodeMessages = new ArrayList<>();
    private int opset = 17;
    private int nodeCount;

    ModelBuilder opset(int version) {
        opset = version;
        return this;
    }

    /** An input of floats. */
    ModelBuilder input(String name, long... dims) {
        rest.message(11, port(name, OnnxTensor.FLOAT, dims));
        return this;
    }

    /** An output of floats. */
    ModelBuilder output(String name, long... dims) {
        return typedOutput(name, OnnxTensor.FLOAT, dims);
    }

    ModelBuilder typedOutput(String name, int type, long... dims) {
        rest.message(12, port(name, type, dims));
        return this;
    }

    ModelBuilder floats(String name, long[] dims, float... values) {
        return tensor(tensor(name, OnnxTensor.FLOAT, dims).floats(9, values));
    }

    ModelBuilder number(String name, float value) {
        return floats(name, new long[0], value);
    }

    ModelBuilder integers(String name, long... values) {
        return tensor(packed(name, values));
    }

    ModelBuilder tensor(ProtobufWriter tensor) {
        rest.message(5, tensor);
        return this;
    }

    /** A node; inputs are separated by commas, the operator may have a domain in front. */
    ModelBuilder node(String operator, String inputs, String output, ProtobufWriter... attributes) {
        ProtobufWriter node = new ProtobufWriter();
        if (!inputs.isEmpty()) for (String input : inputs.split(",", -1)) node.string(1, input);
        for (String one : output.split(",", -1)) node.string(2, one);
        int dot = operator.lastIndexOf('.');
        node.string(3, "node" + nodeCount++).string(4, operator.substring(dot + 1));
        for (ProtobufWriter attribute : attributes) node.message(5, attribute);
        if (dot > 0) node.string(7, operator.substring(0, dot));
        nodes.message(1, node);
        nodeMessages.add(node);
        return this;
    }

    /**
     * Several nodes, for instance {@code Mul z,half a; Concat@1 a,z h}: operator, its axis if it has one, inputs, output.
     */
    ModelBuilder code(String lines) {
        for (String line : lines.split(";", -1)) {
            String[] words = line.strip().split("\\s+", -1), operator = words[0].split("@", -1);
            if (operator.length == 1) node(words[0], words[1], words[2]);
            else node(operator[0], words[1], words[2], attribute("axis", Long.parseLong(operator[1])));
        }
        return this;
    }

    /** An input of another type than float. */
    ModelBuilder typedInput(String name, int type, long... dims) {
        rest.message(11, port(name, type, dims));
        return this;
    }

    /** A sparse initialiser: values, and for each its place. */
    ModelBuilder sparse(String name, long[] dims, float[] values, long[] places) {
        rest.message(15, sparseTensor(name, dims, values, packed("", places)));
        return this;
    }

    static ProtobufWriter sparseTensor(String name, long[] dims, float[] values, ProtobufWriter indices) {
        ProtobufWriter sparse = new ProtobufWriter()
                .message(1, tensor(name, OnnxTensor.FLOAT, values.length).floats(9, values))
                .message(2, indices);
        for (long size : dims) sparse.varint(3, size);
        return sparse;
    }

    /**
     * A function of the model: an operator of domain {@code own} that consists of nodes, as {@link #code} has them.
     *
     * @param attributes of the only node; they may refer to the function's own one, which is called slope
     */
    ModelBuilder function(String name, String inputs, String outputs, String code, ProtobufWriter... attributes) {
        ModelBuilder body = new ModelBuilder();
        if (attributes.length == 0) body.code(code);
        else body.only(code.split(" ", -1), attributes);
        ProtobufWriter function = new ProtobufWriter().string(1, name);
        for (String input : inputs.split(",", -1)) function.string(4, input);
        for (String output : outputs.split(",", -1)) function.string(5, output);
        if (attributes.length > 0) function.string(6, "slope");
        functions.message(
                25,
                function.append(body.nodesOfFunction())
                        .message(9, new ProtobufWriter().string(1, "").varint(2, opset))
                        .message(9, new ProtobufWriter().string(1, "own").varint(2, 1))
                        .string(10, "own"));
        return this;
    }

    private void only(String[] words, ProtobufWriter... attributes) {
        node(words[0], words[1], words[2], attributes);
    }

    private ProtobufWriter nodesOfFunction() {
        ProtobufWriter result = new ProtobufWriter();
        nodeMessages.forEach(node -> result.message(7, node));
        return result;
    }

    /** An attribute that is the one of that name of the function's caller. */
    static ProtobufWriter reference(String name, String of, int type) {
        return new ProtobufWriter().string(1, name).varint(20, type).string(21, of);
    }

    byte[] bytes() {
        ProtobufWriter graph =
                new ProtobufWriter().append(nodes).string(2, "test").append(rest);
        return bytes(new ProtobufWriter()
                .varint(1, 8)
                .message(7, graph)
                .append(functions)
                .message(8, new ProtobufWriter().string(1, "").varint(2, opset))
                .message(8, new ProtobufWriter().string(1, "own").varint(2, 1))
                .message(8, new ProtobufWriter().string(1, OnnxNode.MICROSOFT).varint(2, 1))
                .message(8, new ProtobufWriter().string(1, OnnxNode.ML).varint(2, 1)));
    }

    static byte[] bytes(ProtobufWriter message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The beginning of a TensorProto. */
    static ProtobufWriter tensor(String name, int type, long... dims) {
        ProtobufWriter tensor = new ProtobufWriter();
        for (long size : dims) tensor.varint(1, size);
        return tensor.varint(2, type).string(8, name);
    }

    private static ProtobufWriter packed(String name, long... values) {
        ProtobufWriter tensor = tensor(name, OnnxTensor.INT64, values.length);
        Arrays.stream(values).forEach(value -> tensor.varint(7, value));
        return tensor;
    }

    static ProtobufWriter attribute(String name, long value) {
        return new ProtobufWriter().string(1, name).varint(3, value).varint(20, 2);
    }

    static ProtobufWriter attribute(String name, float value) {
        return new ProtobufWriter().string(1, name).float32(2, value).varint(20, 1);
    }

    static ProtobufWriter attribute(String name, String value) {
        return new ProtobufWriter().string(1, name).string(4, value).varint(20, 3);
    }

    static ProtobufWriter attribute(String name, ProtobufWriter tensor) {
        return new ProtobufWriter().string(1, name).message(5, tensor).varint(20, 4);
    }

    static ProtobufWriter floatList(String name, float... values) {
        ProtobufWriter attribute = new ProtobufWriter().string(1, name);
        for (float value : values) attribute.float32(7, value);
        return attribute.varint(20, 6);
    }

    static ProtobufWriter integerList(String name, long... values) {
        ProtobufWriter attribute = new ProtobufWriter().string(1, name);
        for (long value : values) attribute.varint(8, value);
        return attribute.varint(20, 7);
    }

    private static ProtobufWriter port(String name, int type, long... dims) {
        ProtobufWriter shape = new ProtobufWriter();
        for (int d = 0; d < dims.length; d++) {
            ProtobufWriter dimension = new ProtobufWriter();
            shape.message(1, dims[d] == ANY ? dimension.string(2, "any" + d) : dimension.varint(1, dims[d]));
        }
        ProtobufWriter tensor = new ProtobufWriter().varint(1, type).message(2, shape);
        return new ProtobufWriter().string(1, name).message(2, new ProtobufWriter().message(1, tensor));
    }
}
