package dev.nn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.DataFormatException;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of PyTorch, made by {@code make_fixtures.py}, loaded with a description of the network. */
class LoadTest {
    private static Path path(String name) throws URISyntaxException {
        return Path.of(LoadTest.class
                .getResource("/safetensors/" + name + ".safetensors")
                .toURI());
    }

    /** Fails unless the network answers as PyTorch did. */
    private static void assertAnswers(Network network, String name) throws Exception {
        try (SafetensorsFile expected = SafetensorsFile.open(path("expected"))) {
            float[] y = network.predict(expected.floats(name + ".x")), wanted = expected.floats(name + ".y");
            assertThat(y).hasSameSizeAs(wanted);
            for (int i = 0; i < y.length; i++) assertThat(y[i]).isCloseTo(wanted[i], within(1e-6f));
        }
    }

    private static NetworkBuilder net() {
        return Network.input(5)
                .dense(7, Activation.TANH)
                .dense(7, Activation.TANH)
                .dense(7, Activation.TANH)
                .dense(3);
    }

    private static NetworkBuilder repeated(int layers) {
        NetworkBuilder builder = Network.input(4);
        for (int l = 0; l < layers; l++) builder.dense(4, Activation.TANH);
        return builder;
    }

    @Test
    void aSequentialIsLoaded() throws Exception {
        NetworkBuilder builder =
                Network.input(5).dense(7, Activation.RELU).dropout(0.5).dense(3);
        assertAnswers(Safetensors.readNetwork(path("sequential"), builder), "sequential");
        assertAnswers(Safetensors.readNetwork(path("sequential"), builder, new ScalarDenseKernels()), "sequential");
    }

    @Test
    void aClassIsLoadedAndAMissingBiasIsZero() throws Exception {
        Network network = Safetensors.readNetwork(path("net"), net());
        assertAnswers(network, "net");
        float[] third = network.layerParameters(2);
        for (int j = 0; j < 7; j++) assertThat(third[49 + j]).isZero();
    }

    /** Sorted by name the order would be 0, 1, 10, 11, 2. */
    @Test
    void numbersInNamesAreNumbers() throws Exception {
        assertAnswers(Safetensors.readNetwork(path("deep"), repeated(12)), "deep");
    }

    @Test
    void aLoneLinearIsLoaded() throws Exception {
        assertAnswers(Safetensors.readNetwork(path("linear"), Network.input(5).dense(2)), "linear");
    }

    @Test
    void otherNamesCountInTheOrderOfTheClass() throws Exception {
        NetworkBuilder builder = Network.input(4)
                .dense(4, Activation.TANH)
                .dense(4, Activation.TANH)
                .dense(4);
        assertAnswers(Safetensors.readNetwork(path("named"), builder), "named");
    }

    /** A wrong order would load without a word and predict nonsense. */
    @Test
    void anOrderThatNothingTellsMustBeGiven() throws Exception {
        NetworkBuilder builder = Network.input(4)
                .dense(4, Activation.TANH)
                .dense(4, Activation.TANH)
                .dense(4);
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Safetensors.readNetwork(path("named_sorted"), builder))
                .withMessageContainingAll(
                        "named_sorted.safetensors: order of layers", "'final', 'hidden', 'inner'", "4→4");
        Network network = Safetensors.readNetwork(
                path("named_sorted"), builder, new ScalarDenseKernels(), List.of("inner", "hidden", "final"));
        assertAnswers(network, "named");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.readNetwork(
                        path("named_sorted"), builder, new ScalarDenseKernels(), List.of("inner")))
                .withMessageContainingAll("3 layers with parameters", "1 name");
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Safetensors.readNetwork(
                        path("named_sorted"), builder, new ScalarDenseKernels(), List.of("inner", "hiden", "final")))
                .withMessageContainingAll("'hiden.weight'", "hidden.weight F32 [4, 4]");
    }

    @Test
    void anotherNetworkIsRefusedWithWhatBothHave() throws Exception {
        List<NetworkBuilder> others = List.of(
                Network.input(5).dense(7).dense(4),
                Network.input(5).dense(7),
                Network.input(7).dense(5).dense(3),
                Network.input(5).dense(7).dense(3).dense(3),
                Network.input(5).dropout(0.1));
        for (NetworkBuilder other : others) {
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> Safetensors.readNetwork(path("sequential"), other))
                    .withMessageContaining("0.weight F32 [7, 5]")
                    .withMessageContaining("3.bias F32 [3]");
        }
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Safetensors.readNetwork(path("sequential"), others.getFirst()))
                .withMessageContaining("expected weight [7, 5], weight [4, 7] (out × in)");
    }

    @Test
    void tensorsOfOtherLayersAreRefused() {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Safetensors.readNetwork(
                        path("batch_norm"), Network.input(5).dense(7).dense(3)))
                .withMessageContainingAll(
                        "other layers", "1.weight F32 [7]", "of batch normalisation: add batchNorm()", "ONNX");
    }

    @Test
    void aBiasOfAnotherLengthIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.safetensors");
        try (OutputStream out = Files.newOutputStream(file)) {
            new SafetensorsWriter()
                    .add("a.weight", new float[6], 2, 3)
                    .add("a.bias", new float[3], 3)
                    .writeTo(out);
        }
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Safetensors.readNetwork(file, Network.input(3).dense(2)))
                .withMessageContainingAll("'a.bias'", "expected [2], found [3]");
    }
}
