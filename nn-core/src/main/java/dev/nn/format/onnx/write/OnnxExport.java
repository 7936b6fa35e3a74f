package dev.nn.format.onnx.write;

import dev.nn.file.FiniteValues;
import dev.nn.format.onnx.file.ProtobufWriter;
import dev.nn.network.Dense;
import dev.nn.network.Dropout;
import dev.nn.network.Formula;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import dev.nn.network.Softmax;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A network as a ModelProto: a Gemm for each dense layer, with the operators of its activation, and Softmax or
 * LogSoftmax.
 *
 * <p>Field numbers are those of <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3">onnx.proto3</a>.
 */
public final class OnnxExport {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;

    private final ProtobufWriter model;

    /**
     * The export of a network's parameters as they are now.
     *
     * @throws IllegalArgumentException if a layer has no form in ONNX, or the file would be larger than 2 GiB
     */
    public OnnxExport(Network network) {
        GraphWriter graph = new GraphWriter();
        String x = graph.input("input", network.in());
        for (int i = 0; i < network.layers().size(); i++) {
            graph.layer("layer" + i);
            x = layer(graph, network, i, x);
        }
        graph.output(x, "output", network.out());
        model = new ProtobufWriter()
                .varint(1, IR_VERSION)
                .string(2, "nn")
                .message(7, graph.complete())
                .message(8, new ProtobufWriter().string(1, "").varint(2, OPSET));
        if (model.length() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "an ONNX file may have 2 GiB, this network needs %d bytes".formatted(model.length()));
        }
    }

    /** Writes the file. */
    public void writeTo(OutputStream out) throws IOException {
        model.writeTo(out);
    }

    private static String layer(GraphWriter graph, Network network, int index, String x) {
        Layer layer = network.layers().get(index);
        return switch (layer) {
            case Dense dense -> {
                float[] values = network.layerParameters(index);
                float[] weights = new float[dense.in() * dense.out()], bias = new float[dense.out()];
                System.arraycopy(values, 0, weights, 0, weights.length);
                System.arraycopy(values, weights.length, bias, 0, bias.length);
                FiniteValues.write(weights, "layer%d.weight".formatted(index), dense.in(), dense.out());
                FiniteValues.write(bias, "layer%d.bias".formatted(index), dense.out());
                String w = graph.tensor("weight", weights, dense.in(), dense.out());
                String b = graph.tensor("bias", bias, dense.out());
                String z = graph.node("Gemm", x, w, b);
                yield ActivationExport.of(graph, dense.activation(), z);
            }
            case Softmax softmax -> graph.node(softmax.log() ? "LogSoftmax" : "Softmax", x);
            case Dropout dropout -> x;
            case Formula formula -> FormulaExport.of(graph, formula.expression(), x);
            default ->
                throw new IllegalArgumentException("no ONNX operator for layer '%s'".formatted(layer.describe()));
        };
    }
}
