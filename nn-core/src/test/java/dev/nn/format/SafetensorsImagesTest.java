package dev.nn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.DataFormatException;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.ImageNetworks;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.SafetensorsWriter;
import dev.nn.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of images in files: as they were, and as PyTorch has them, channels first. */
class SafetensorsImagesTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("network.safetensors");
    }

    private static Network seasoned(NetworkBuilder builder) {
        Network network = builder.build(Initializer.glorot(), 5, new ScalarDenseKernels());
        Pass pass = network.newTrainingPass(9, Team.single(), new float[network.parameters().length]);
        pass.forwardTraining(9, Rows.of(ImageNetworks.values(9 * network.in(), 50), network.in()), 1);
        return network;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.nn.network.ImageNetworks#all")
    void aNetworkComesBack(String name, NetworkBuilder builder) throws IOException {
        Network network = seasoned(builder);
        Safetensors.write(file(), network);
        Network same = Safetensors.readNetwork(file(), new ScalarDenseKernels());
        assertThat(same).hasToString(network.toString());
        assertThat(same.image()).isEqualTo(network.image());
        assertThat(same.parameters()).isEqualTo(network.parameters());
        assertThat(Safetensors.architecture(same)).isEqualTo(Safetensors.architecture(network));
        float[] x = ImageNetworks.values(3 * network.in(), 2);
        assertThat(Safetensors.readModel(file()).predict(x)).hasSize(3 * network.out());
    }

    /** 3 rows, 4 columns and 2 channels: nothing is square, so that any mistake in an order shows. */
    private static NetworkBuilder builder() {
        return Network.image(3, 4, 2)
                .convolution(3, 2, 3)
                .activation(Activation.RELU)
                .batchNorm()
                .maxPool(1, 1)
                .spatialDropout(0.1)
                .dense(5, Activation.TANH)
                .layerNorm()
                .dense(2);
    }

    @Test
    void namesAndShapesAreThoseOfSequential() throws IOException {
        Safetensors.write(file(), seasoned(builder()));
        try (SafetensorsFile tensors = Safetensors.open(file())) {
            List<String> found = tensors.tensors().stream()
                    .map(TensorInfo::toString)
                    .sorted()
                    .toList();
            assertThat(found)
                    .containsExactly(
                            "0.bias F32 [3]",
                            "0.weight F32 [3, 2, 2, 3]",
                            "2.bias F32 [3]",
                            "2.num_batches_tracked I64 []",
                            "2.running_mean F32 [3]",
                            "2.running_var F32 [3]",
                            "2.weight F32 [3]",
                            "6.bias F32 [5]",
                            "6.weight F32 [5, 12]",
                            "8.bias F32 [5]",
                            "8.weight F32 [5]",
                            "9.bias F32 [2]",
                            "9.weight F32 [2, 5]");
            assertThat(tensors.integer("2.num_batches_tracked")).isOne();
        }
    }

    /** What PyTorch computes with the file's tensors: loops over channels first, written down here once more. */
    @Test
    void theTensorsMeanTheSameChannelsFirst() throws IOException {
        Network network =
                seasoned(Network.image(3, 4, 2).convolution(3, 2, 3).batchNorm().dense(5));
        Safetensors.write(file(), network);
        float[] x = ImageNetworks.values(24, 3), expected = network.predict(x);
        try (SafetensorsFile tensors = Safetensors.open(file())) {
            float[] w = tensors.floats("0.weight"), b = tensors.floats("0.bias");
            float[] gamma = tensors.floats("1.weight"), beta = tensors.floats("1.bias");
            float[] mean = tensors.floats("1.running_mean"), variance = tensors.floats("1.running_var");
            float[] dense = tensors.floats("3.weight"), bias = tensors.floats("3.bias");
            // channels first: filter, row, column
            double[] hidden = new double[3 * 2 * 2];
            for (int f = 0; f < 3; f++) {
                for (int oy = 0; oy < 2; oy++) {
                    for (int ox = 0; ox < 2; ox++) {
                        double sum = b[f];
                        for (int c = 0; c < 2; c++) {
                            for (int ky = 0; ky < 2; ky++) {
                                for (int kx = 0; kx < 3; kx++) {
                                    float pixel = x[((oy + ky) * 4 + ox + kx) * 2 + c];
                                    sum += w[((f * 2 + c) * 2 + ky) * 3 + kx] * pixel;
                                }
                            }
                        }
                        hidden[(f * 2 + oy) * 2 + ox] =
                                (sum - mean[f]) / Math.sqrt(variance[f] + 1e-5) * gamma[f] + beta[f];
                    }
                }
            }
            for (int o = 0; o < 5; o++) {
                double sum = bias[o];
                for (int i = 0; i < 12; i++) sum += dense[o * 12 + i] * hidden[i];
                assertThat((double) expected[o]).isCloseTo(sum, within(1e-5));
            }
        }
    }

    /** A file as PyTorch writes it, without the description of the layers. */
    @Test
    void aStateDictIsLoaded() throws IOException {
        Network network = seasoned(builder());
        Safetensors.write(file(), network);
        Path foreign = folder.resolve("foreign.safetensors");
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile tensors = Safetensors.open(file())) {
            for (TensorInfo tensor : tensors.tensors()) {
                String name = "model." + tensor.name();
                long[] shape =
                        tensor.shape().stream().mapToLong(Long::longValue).toArray();
                if (shape.length == 0) writer.addInteger(name, () -> 1);
                else writer.add(name, tensors.floats(tensor.name()), shape);
            }
        }
        Safetensors.write(foreign, writer);
        Network same = Safetensors.readNetwork(foreign, builder(), new ScalarDenseKernels());
        assertThat(same.parameters()).isEqualTo(network.parameters());
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Safetensors.readNetwork(
                        foreign, Network.image(3, 4, 2).convolution(3, 3, 2).dense(2)))
                .withMessageContainingAll("weight [3, 2, 3, 2]", "0.weight F32 [3, 2, 2, 3]", "batchNorm()");
    }

    /** A few bytes don't make a network of gigabytes. */
    @Test
    void aDescriptionBeyondItsTensorsIsRefused() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter()
                .metadata(
                        Safetensors.NETWORK,
                        "{\"version\":1,\"input\":[30000,30000,1],\"layers\":[{\"type\":\"convolution\",\"filters\":1000,"
                                + "\"kernel\":[500,500],\"stride\":[9999,9999],\"dilation\":[1,1],\"padding\":[0,0,0,0],"
                                + "\"groups\":1,\"activation\":\"relu\"}]}")
                .add("0.weight", new float[3], 3);
        Safetensors.write(file(), writer);
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Safetensors.readNetwork(file()))
                .withMessageContainingAll("at most 3 parameters", "250001000");
    }
}
