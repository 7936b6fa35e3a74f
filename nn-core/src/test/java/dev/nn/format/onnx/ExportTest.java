package dev.nn.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.nn.activation.Activation;
import dev.nn.activation.Elu;
import dev.nn.activation.LeakyRelu;
import dev.nn.format.Onnx;
import dev.nn.format.onnx.write.OnnxExport;
import dev.nn.initializer.Initializer;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of every kind, written and read by ONNX Runtime and by ourselves. */
class ExportTest {
    private static final int[][] SHAPES = {{1, 1}, {1, 3, 1}, {3, 17, 33, 100}, {100, 33, 17, 3}, {5, 1, 5}};

    static Stream<Arguments> everyActivationInEveryShape() {
        Stream<Activation> more = Stream.of(new LeakyRelu(0.3f), new LeakyRelu(1e-4f), new Elu(0.25f), new Elu(3));
        return Stream.concat(Activation.all().stream(), more)
                .flatMap(activation -> Stream.of(SHAPES).map(widths -> Arguments.of(activation, widths)));
    }

    /** A network with every bias different from zero. */
    private static Network network(NetworkBuilder builder) {
        Network network = builder.build(Initializer.glorot(), 1);
        for (int layer = 0; layer < network.layers().size(); layer++) {
            float[] values = network.layerParameters(layer);
            float[] noise = Judge.random(values.length, layer);
            for (int i = 0; i < values.length; i++) values[i] += 0.3f * noise[i];
            network.setLayerParameters(layer, values);
        }
        return network;
    }

    private static byte[] bytes(Network network) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new OnnxExport(network).writeTo(out);
        return out.toByteArray();
    }

    private static Network read(byte[] model) throws IOException {
        return Onnx.readNetwork("model", new ByteArrayInputStream(model));
    }

    @ParameterizedTest
    @MethodSource("everyActivationInEveryShape")
    void onnxRuntimeComputesTheSame(Activation activation, int[] widths) throws IOException, OrtException {
        NetworkBuilder builder = Network.input(widths[0]);
        for (int i = 1; i < widths.length; i++) builder.dense(widths[i], activation);
        Network network = network(builder);
        byte[] model = bytes(network);
        for (int rows : new int[] {1, 7}) {
            float[] x = Judge.random(rows * network.in(), rows);
            Judge.assertAlike(network.predict(x), Judge.run(model, "output", x, rows, network.in()));
        }
    }

    @ParameterizedTest
    @MethodSource("everyActivationInEveryShape")
    void comesBackWithEveryBit(Activation activation, int[] widths) throws IOException {
        NetworkBuilder builder = Network.input(widths[0]);
        for (int i = 1; i < widths.length; i++) builder.dense(widths[i], activation);
        Network network = network(builder);
        Network back = read(bytes(network));
        assertThat(back).hasToString(network.toString());
        for (int layer = 0; layer < widths.length - 1; layer++) {
            assertThat(back.layers().get(layer))
                    .hasToString(back.layers().get(layer).toString());
            assertThat(back.layerParameters(layer)).isEqualTo(network.layerParameters(layer));
        }
        float[] x = Judge.random(3 * network.in(), 1);
        assertThat(back.predict(x)).isEqualTo(network.predict(x));
    }

    static List<Network> lastLayers() {
        return List.of(
                network(Network.input(4).dense(9, Activation.TANH).dense(5).softmax()),
                network(Network.input(4).dense(9, Activation.TANH).dense(5).logSoftmax()),
                network(Network.input(4).dense(9, Activation.RELU).dropout(0.5).dense(2)),
                network(Network.input(4).softmax().dense(3)));
    }

    @ParameterizedTest
    @MethodSource("lastLayers")
    void softmaxIsWrittenAndDropoutLeftOut(Network network) throws IOException, OrtException {
        byte[] model = bytes(network);
        float[] x = Judge.random(6 * network.in(), 2);
        Judge.assertAlike(network.predict(x), Judge.run(model, "output", x, 6, network.in()));
        Network back = read(model);
        assertThat(back).hasToString(network.toString().replace("dropout 0.5, ", ""));
        assertThat(back.predict(x)).isEqualTo(network.predict(x));
    }

    @Test
    void theSameNetworkGivesTheSameFile(@TempDir Path folder) throws IOException {
        Network network = lastLayers().getFirst();
        Onnx.write(folder.resolve("new/a.onnx"), network);
        Onnx.write(folder.resolve("b.onnx"), network);
        assertThat(folder.resolve("new/a.onnx")).hasSameBinaryContentAs(folder.resolve("b.onnx"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("new", "b.onnx");
        }
        assertThat(Onnx.readNetwork(folder.resolve("b.onnx"))).hasToString(network.toString());
    }

    /** Written over a file that is there, even one that was read from. */
    @Test
    void replacesAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.onnx");
        for (Network network : lastLayers()) {
            Onnx.write(file, network);
            assertThat(Onnx.readNetwork(file).in()).isEqualTo(4);
        }
    }
}
