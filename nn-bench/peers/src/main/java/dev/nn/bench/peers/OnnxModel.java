package dev.nn.bench.peers;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network of dense layers as an ONNX model: for each layer a Gemm and an activation.
 *
 * <p>The file is a protocol buffer: fields, each a number and a kind (0 for an integer, 2 for bytes of a given length).
 * Field numbers are those of onnx.proto (onnx.ai, IR version 9, opset 20).
 */
final class OnnxModel {
    private static final int FLOAT = 1, IR_VERSION = 9, OPSET = 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private OnnxModel() {}

    /**
     * The model's bytes; input {@code x} and output {@code y} have any number of rows.
     *
     * @param widths inputs, hidden, outputs
     * @param weights of each layer, in × out
     * @param biases of each layer
     * @param activations ONNX's operator for each layer, or null
     */
    static byte[] of(
            List<Integer> widths, List<float[]> weights, List<float[]> biases, List<@Nullable String> activations) {
        OnnxModel graph = new OnnxModel();
        int layers = weights.size();
        for (int l = 0; l < layers; l++) {
            String input = l == 0 ? "x" : "y" + (l - 1), output = l + 1 < layers ? "y" + l : "y";
            String activation = activations.get(l);
            String sum = activation == null ? output : "z" + l;
            graph.message(1, node("Gemm", List.of(input, "w" + l, "b" + l), sum));
            if (activation != null) graph.message(1, node(activation, List.of(sum), output));
        }
        graph.text(2, "layers");
        for (int l = 0; l < layers; l++) {
            graph.message(5, tensor("w" + l, weights.get(l), widths.get(l), widths.get(l + 1)));
            graph.message(5, tensor("b" + l, biases.get(l), widths.get(l + 1)));
        }
        graph.message(11, value("x", widths.getFirst()));
        graph.message(12, value("y", widths.getLast()));
        OnnxModel model = new OnnxModel().integer(1, IR_VERSION).message(7, graph);
        return model.message(8, new OnnxModel().text(1, "").integer(2, OPSET))
                .bytes
                .toByteArray();
    }

    private static OnnxModel node(String operator, List<String> inputs, String output) {
        OnnxModel node = new OnnxModel();
        for (String input : inputs) node.text(1, input);
        return node.text(2, output).text(4, operator);
    }

    private static OnnxModel tensor(String name, float[] values, int... dimensions) {
        OnnxModel tensor = new OnnxModel();
        for (int dimension : dimensions) tensor.integer(1, dimension);
        ByteBuffer data = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return tensor.integer(2, FLOAT).text(8, name).bytes(9, data.array());
    }

    /** An input or output of float, rows × columns. */
    private static OnnxModel value(String name, int columns) {
        OnnxModel shape = new OnnxModel()
                .message(1, new OnnxModel().text(2, "rows"))
                .message(1, new OnnxModel().integer(1, columns));
        OnnxModel tensor = new OnnxModel().integer(1, FLOAT).message(2, shape);
        return new OnnxModel().text(1, name).message(2, new OnnxModel().message(1, tensor));
    }

    private OnnxModel integer(int field, long value) {
        variable((long) field << 3);
        variable(value);
        return this;
    }

    private OnnxModel text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private OnnxModel message(int field, OnnxModel value) {
        return bytes(field, value.bytes.toByteArray());
    }

    private OnnxModel bytes(int field, byte[] value) {
        variable(((long) field << 3) | 2);
        variable(value.length);
        bytes.writeBytes(value);
        return this;
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    private void variable(long value) {
        for (long rest = value; ; rest >>>= 7) {
            if (rest < 0x80) {
                bytes.write((int) rest);
                return;
            }
            bytes.write((int) ((rest & 0x7f) | 0x80));
        }
    }
}
