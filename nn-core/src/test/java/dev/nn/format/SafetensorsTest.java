package dev.nn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nn.activation.Activation;
import dev.nn.activation.Elu;
import dev.nn.activation.LeakyRelu;
import dev.nn.data.DataFormatException;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.SafetensorsWriter;
import dev.nn.safetensors.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("network.safetensors");
    }

    /** Every activation, with parameters of their own where they have any, odd widths, dropout and softmax. */
    private static Network everything() {
        NetworkBuilder builder = Network.input(5);
        int width = 7;
        for (Activation activation : Activation.all()) builder.dense(width++, activation);
        Network network = builder.dense(3, new LeakyRelu(0.3f))
                .dropout(0.1)
                .dense(1, new Elu(1.7f))
                .dense(4)
                .logSoftmax()
                .softmax()
                .build(Initializer.glorot(), 3, new ScalarDenseKernels());
        for (int l = 0; l < network.layers().size(); l++) {
            float[] values = network.layerParameters(l);
            for (int i = 0; i < values.length; i++) values[i] += 0.001f * (i % 100);
            network.setLayerParameters(l, values);
        }
        return network;
    }

    @Test
    void aNetworkComesBack() throws IOException {
        Network network = everything();
        Safetensors.write(file(), network);
        Network same = Safetensors.readNetwork(file(), new ScalarDenseKernels());
        assertThat(same).hasToString(network.toString());
        assertThat(same.parameters()).isEqualTo(network.parameters());
        assertThat(same.kernels()).isInstanceOf(ScalarDenseKernels.class);
        for (int l = 0; l < network.layers().size(); l++) {
            assertThat(same.layerParameters(l)).isEqualTo(network.layerParameters(l));
        }
        assertThat(Safetensors.architecture(same)).isEqualTo(Safetensors.architecture(network));
        assertThat(Safetensors.readNetwork(file()).kernels().name())
                .isEqualTo(Kernels.best().name());
    }

    /** Names and shapes are those of nn.Sequential(Linear(3, 2), ReLU(), Dropout(), Linear(2, 2), Linear(2, 1)). */
    @Test
    void tensorsAreThoseOfPyTorchsSequential() throws IOException {
        Network network = Network.input(3)
                .dense(2, Activation.RELU)
                .dropout(0.5)
                .dense(2)
                .dense(1)
                .build(Initializer.he(), 1, new ScalarDenseKernels());
        network.setLayerParameters(0, new float[] {1, 2, 3, 4, 5, 6, 7, 8});
        Safetensors.write(file(), network, Map.of("mine", "text"));
        try (SafetensorsFile file = Safetensors.open(file())) {
            assertThat(file.tensors())
                    .extracting(TensorInfo::toString)
                    .containsExactly(
                            "0.weight F32 [2, 3]",
                            "0.bias F32 [2]",
                            "3.weight F32 [2, 2]",
                            "3.bias F32 [2]",
                            "4.weight F32 [1, 2]",
                            "4.bias F32 [1]");
            assertThat(file.floats("0.weight")).containsExactly(1, 3, 5, 2, 4, 6);
            assertThat(file.floats("0.bias")).containsExactly(7, 8);
            assertThat(file.metadata())
                    .containsEntry("format", "pt")
                    .containsEntry("mine", "text")
                    .containsEntry(
                            "nn.network",
                            "{\"version\":1,\"input\":3,\"layers\":["
                                    + "{\"type\":\"dense\",\"out\":2,\"activation\":\"relu\"},"
                                    + "{\"type\":\"dropout\",\"rate\":0.5},"
                                    + "{\"type\":\"dense\",\"out\":2,\"activation\":\"identity\"},"
                                    + "{\"type\":\"dense\",\"out\":1,\"activation\":\"identity\"}]}");
        }
    }

    /** After a diverged training the file of before is worth more. */
    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsNotWritten(float wrong) throws IOException {
        Network network = Network.input(3).dense(2).dense(2).build(Initializer.he(), 1);
        Safetensors.write(file(), network);
        byte[] before = Files.readAllBytes(file());
        float[] values = network.layerParameters(1);
        values[2] = wrong; // input 1, output 0
        network.setLayerParameters(1, values);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(file(), network))
                .withMessageStartingWith(file() + " is not written: tensor '1.weight'")
                .withMessageContaining("found %s at [0, 1]".formatted(wrong));
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    /** Whoever wants such values can have them. */
    @Test
    void whatIsNotFiniteIsReadValueByValue() throws IOException {
        Safetensors.write(
                file(),
                new SafetensorsWriter()
                        .metadata(
                                "nn.network",
                                Safetensors.architecture(
                                        Network.input(2).dense(1).build(Initializer.he(), 1)))
                        .add("0.weight", new float[] {1, Float.NaN}, 1, 2)
                        .add("0.bias", new float[1], 1));
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Safetensors.readNetwork(file()))
                .withMessageStartingWith(file() + ": values of tensor '0.weight' at offset")
                .withMessageContaining("found NaN at [0, 1]");
        try (SafetensorsFile file = Safetensors.open(file())) {
            assertThat(file.floats("0.weight")).containsExactly(1, Float.NaN);
        }
    }

    @Test
    void aDescriptionInCodeLoadsOurFilesToo() throws IOException {
        Network network = Network.input(3).dense(2, Activation.RELU).dense(2).build(Initializer.he(), 1);
        Safetensors.write(file(), network);
        Network loaded = Safetensors.readNetwork(
                file(), Network.input(3).dense(2, Activation.RELU).dense(2));
        assertThat(loaded.parameters()).isEqualTo(network.parameters());
    }

    @Test
    void aResourceIsReadAsAStream() throws IOException {
        Safetensors.write(file(), everything());
        try (InputStream in = Files.newInputStream(file());
                SafetensorsFile file = SafetensorsFile.read("resource", in)) {
            assertThat(Safetensors.readNetwork(file, new ScalarDenseKernels()).parameters())
                    .isEqualTo(everything().parameters());
        }
    }

    /** Other tensors may be there: files carry more than the network. */
    @Test
    void moreThanTheNetworkMayBeThere() throws IOException {
        Network network = everything();
        SafetensorsWriter contents = Safetensors.contents(network).add("scale", new double[] {1, 2}, 2);
        Safetensors.write(file(), contents);
        assertThat(Safetensors.readNetwork(file()).parameterCount()).isEqualTo(network.parameterCount());
    }

    @Test
    void aFileWithoutADescriptionSaysHowToLoadIt() throws IOException {
        Safetensors.write(file(), new SafetensorsWriter().metadata("format", "pt"));
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Safetensors.readNetwork(file()))
                .withMessageContainingAll(
                        file().toString(), "Safetensors.readNetwork(path, Network.input(…).dense(…))", "[format]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "[] # an object",
                "{ # a key in quotes",
                "{\"version\":2} # version: expected 1, found 2",
                "{\"version\":1} # input: expected an integer",
                "{\"version\":1,\"input\":0} # input: expected an integer",
                "{\"version\":1,\"input\":3} # layers: expected an array",
                "{\"version\":1,\"input\":3,\"layers\":[]} # at least one",
                "{\"version\":1,\"input\":3,\"layers\":[1]} # layers: expected an array of objects, found 1",
                "{\"version\":1,\"input\":3,\"layers\":[{}]} # layers[0].type: expected a string",
                "{\"version\":1,\"input\":3,\"layers\":[{\"type\":\"conv\"}]} # layers[0].type: expected one of dense",
                "{\"version\":1,\"input\":3,\"layers\":[{\"type\":\"dense\"}]} # layers[0].out",
                "{\"version\":1,\"input\":3,\"layers\":[{\"type\":\"dense\",\"out\":-1}]} # layers[0].out",
                "{\"version\":1,\"input\":3,\"layers\":[{\"type\":\"dense\",\"out\":2}]} # layers[0].activation",
                "{\"version\":1,\"input\":3,\"layers\":[{\"type\":\"dense\",\"out\":2,\"activation\":\"x\"}]} # 'x'",
                "{\"version\":1,\"input\":3,\"layers\":[{\"type\":\"dense\",\"out\":2,\"activation\":\"elu\"}]} # [0].alpha",
                "{\"version\":1,\"input\":3,\"layers\":[{\"type\":\"dense\",\"out\":2,\"activation\":\"elu\",\"alpha\":-1}]} # alpha must be",
                "{\"version\":1,\"input\":3,\"layers\":[{\"type\":\"dropout\",\"rate\":1}]} # rate must be",
                "{\"version\":1,\"input\":3,\"layers\":[{\"type\":\"dense\",\"out\":99,\"activation\":\"relu\"}]} # at most 8 parameters",
                "{\"version\":1,\"input\":2147483647,\"layers\":[{\"type\":\"dense\",\"out\":2147483647,\"activation\":\"relu\"}]} # at most 8",
                "{\"version\":1,\"input\":2,\"layers\":[{\"type\":\"dense\",\"out\":2,\"activation\":\"relu\"}]} # expected [2, 2], found [2, 3]",
                "{\"version\":1,\"input\":3,\"layers\":[{\"type\":\"dense\",\"out\":1,\"activation\":\"relu\"}]} # expected [1, 3]"
            })
    void aDescriptionThatIsWrongIsRefused(String description, String problem) throws IOException {
        Network network = Network.input(3).dense(2).build(Initializer.he(), 1);
        Safetensors.write(file(), network, Map.of("nn.network", description));
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Safetensors.readNetwork(file()))
                .withMessageStartingWith(file().toString())
                .withMessageContaining(problem);
    }
}
