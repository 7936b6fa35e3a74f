package dev.nn.format.onnx.write;

import dev.nn.format.onnx.file.ProtobufWriter;
import dev.nn.network.ImageShape;
import dev.nn.network.Network;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A network as a ModelProto: a Gemm for each dense layer, with the operators of its activation, and Softmax or
 * LogSoftmax; Conv, pooling, normalisation and Add for images, which have their channels first there.
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
        // Throws if another thread is training the network.
        network.layerParameters(0);
        GraphWriter graph = new GraphWriter();
        LayerExport layers = new LayerExport(graph, network.parameters(), network.image());
        graph.output(
                layers.layers("layer", network.layers(), graph.input("input", axes(network.image(), network.in()))),
                "output",
                axes(layers.image(), network.out()));
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

    /** The axes behind the batch: channels first, as ONNX has them. */
    private static int[] axes(@Nullable ImageShape image, int width) {
        return image == null ? new int[] {width} : new int[] {image.channels(), image.height(), image.width()};
    }
}
