package dev.nn.format;

import static dev.nn.activation.Activation.GELU;
import static dev.nn.activation.Activation.RELU;
import static dev.nn.activation.Activation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.nn.activation.LeakyRelu;
import dev.nn.data.DataFormatException;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.network.RowFunction;
import dev.nn.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers that a program gives for a file of this library are those of the file, or refused: shapes alone would let them pass. */
class DescribedLayersTest {
    private static final RowFunction SINE = RowFunction.elementwise("sine", Math::sin, Math::cos);
    private static final RowFunction COSINE = RowFunction.elementwise("cosine", Math::cos, z -> -Math.sin(z));

    @TempDir
    private Path folder = Path.of("");

    private Path written(NetworkBuilder layers) throws IOException {
        Path file = folder.resolve("network.safetensors");
        Safetensors.write(file, layers.build(Initializer.he(), 1, new ScalarDenseKernels()));
        return file;
    }

    private static NetworkBuilder four() {
        return Network.input(4);
    }

    /** The file's layers, others with the same parameters, and what the message says of both. */
    private static List<Arguments> others() {
        return List.of(
                arguments(four().dense(8, TANH).dense(2), four().dense(8, RELU).dense(2), "layer 0", "tanh", "relu"),
                arguments(four().dense(8, TANH).dense(2), four().dense(8).dense(2), "layer 0", "tanh", "identity"),
                arguments(four().dense(8).dense(2), four().dense(8).layer(SINE).dense(2), "layer 1", "dense", "sine"),
                arguments(four().dense(8).layer(SINE).dense(2), four().dense(8).dense(2), "layer 1", "sine", "dense"),
                arguments(four().dense(2).layer(SINE), four().dense(2).layer(COSINE), "layer 1", "sine", "cosine"),
                arguments(four().dense(2).layer(SINE), four().dense(2), "layer 1", "sine", "found nothing"),
                arguments(four().dense(2), four().dense(2).softmax(), "layer 1", "expected nothing", "softmax"),
                arguments(
                        four().dense(2, new LeakyRelu(0.1f)),
                        four().dense(2, new LeakyRelu(0.2f)),
                        "layer 0",
                        "0.1",
                        "0.2"),
                arguments(
                        four().add(b -> b.dense(4, GELU)).dense(2),
                        four().add(b -> b.dense(4, TANH)).dense(2),
                        "layer 0",
                        "gelu",
                        "tanh"),
                arguments(
                        Network.image(2, 2, 1).maxPool(2).dense(2),
                        Network.image(2, 2, 1).averagePool(2).dense(2),
                        "layer 0",
                        "max-pool",
                        "average-pool"),
                arguments(
                        Network.image(2, 3, 1).flatten().dense(2),
                        Network.image(3, 2, 1).flatten().dense(2),
                        "input",
                        "[2,3,1]",
                        "[3,2,1]"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherLayersWithTheSameShapesAreRefused(
            NetworkBuilder layers, NetworkBuilder other, String place, String expected, String found)
            throws IOException {
        Path file = written(layers);
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Safetensors.readNetwork(file, other))
                .withMessageContainingAll(file.toString(), "the file's " + place + " is another", expected, found)
                .withMessageContaining("Safetensors.readNetwork(path)");
        assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> Safetensors.readModel(file, other));
    }

    @Test
    void dropoutMayDiffer() throws IOException {
        Path file = written(four().dense(8, TANH)
                .dropout(0.2)
                .add(b -> b.dense(8, RELU).dropout(0.1).dense(8))
                .dense(2));
        Network without = Safetensors.readNetwork(
                file, four().dense(8, TANH).add(b -> b.dense(8, RELU).dense(8)).dense(2));
        float[] x = {1, -2, 0.5f, 3};
        assertThat(without.predict(x)).isEqualTo(Safetensors.readNetwork(file).predict(x));
        Network more = Safetensors.readNetwork(
                file,
                four().dense(8, TANH)
                        .add(b -> b.dense(8, RELU).dense(8).dropout(0.5))
                        .dropout(0.5)
                        .dense(2));
        assertThat(more.predict(x)).isEqualTo(without.predict(x));
    }

    /** The names of tensors say which parameters are meant, of whatever network the file is. */
    @Test
    void whoGivesTheNamesOfTensorsTakesThem() throws IOException {
        Path file = written(four().dense(8, TANH).dense(2));
        Network part = Safetensors.readNetwork(file, four().dense(8, RELU), Kernels.best(), List.of("0"));
        assertThat(part.out()).isEqualTo(8);
    }

    @Test
    void aDescriptionThatIsNoneIsRefused() throws IOException {
        for (String description : List.of("", "{", "[]", "7", "{\"layers\":3}", "{\"layers\":[3]}")) {
            Path file = folder.resolve("strange.safetensors");
            Safetensors.write(
                    file,
                    new SafetensorsWriter()
                            .metadata(Map.of(Safetensors.NETWORK, description))
                            .add("0.weight", new float[8], 2, 4));
            assertThatExceptionOfType(DataFormatException.class)
                    .as(description)
                    .isThrownBy(() -> Safetensors.readNetwork(file, four().dense(2)))
                    .withMessageContaining(file.toString());
        }
    }
}
