package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.format.Onnx;
import dev.nn.format.Safetensors;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Kernels;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinedNetworkTest {
    private static Network network(int seed, Activation activation, int... widths) {
        NetworkBuilder builder = Network.input(widths[0]);
        for (int l = 1; l < widths.length - 1; l++) builder.dense(widths[l], activation);
        Network network =
                builder.dense(widths[widths.length - 1]).build(Initializer.glorot(), seed, Kernels.named("scalar"));
        Random random = new Random(seed);
        for (int l = 0; l < network.layers().size(); l++) {
            float[] values = network.layerParameters(l);
            // Biases as well, which begin as zeros.
            for (int i = 0; i < values.length; i++) values[i] += 0.1f * (float) random.nextGaussian();
            network.setLayerParameters(l, values);
        }
        return network;
    }

    @ParameterizedTest
    @CsvSource({"'5,7,3,2', 3", "'4,9,1', 5", "'3,2', 4", "'1,2,3,4,5', 2", "'6,64,32,11', 5"})
    void itsOutputsAreTheMeans(String widths, int count) {
        int[] sizes =
                Stream.of(widths.split(",", -1)).mapToInt(Integer::parseInt).toArray();
        for (Activation activation : List.of(Activation.RELU, Activation.TANH, Activation.GELU)) {
            List<Network> networks = new ArrayList<>();
            for (int k = 0; k < count; k++) networks.add(network(k + 1, activation, sizes));
            Network joined = JoinedNetwork.of(networks);
            assertThat(joined.layers()).hasSize(sizes.length - 1);
            assertThatItIsTheMean(joined, networks);
        }
    }

    private static void assertThatItIsTheMean(Network joined, List<Network> networks) {
        int in = networks.getFirst().in(), out = networks.getFirst().out(), rows = 20;
        assertThat(joined.in()).isEqualTo(in);
        assertThat(joined.out()).isEqualTo(out);
        float[] x = new float[rows * in];
        Random random = new Random(9);
        for (int i = 0; i < x.length; i++) x[i] = 2 * (float) random.nextGaussian();
        double[] mean = new double[rows * out];
        for (Network network : networks) {
            float[] y = network.predict(x);
            for (int i = 0; i < mean.length; i++) mean[i] += y[i] / (double) networks.size();
        }
        float[] y = joined.predict(x);
        for (int i = 0; i < mean.length; i++) assertThat((double) y[i]).isCloseTo(mean[i], within(2e-6));
    }

    /** Networks of several activations are ways side by side; what they are written to reads back so. */
    @ParameterizedTest
    @CsvSource({"'5,7,3,2', 3", "'4,9,1', 5", "'1,2,3,4,5', 2", "'6,64,32,11', 5"})
    void severalActivationsAreSeveralWays(String widths, int count, @TempDir Path folder) throws IOException {
        int[] sizes =
                Stream.of(widths.split(",", -1)).mapToInt(Integer::parseInt).toArray();
        List<Network> networks = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            networks.add(network(2 * k, Activation.RELU, sizes));
            networks.add(network(2 * k + 1, Activation.GELU, sizes));
        }
        networks.add(network(99, Activation.TANH, sizes));
        Network joined = JoinedNetwork.of(networks);
        assertThat(joined.layers()).hasSize(2);
        assertThatItIsTheMean(joined, networks);
        Path safetensors = folder.resolve("joined.safetensors"), onnx = folder.resolve("joined.onnx");
        Safetensors.write(safetensors, joined);
        Onnx.write(onnx, joined);
        assertThatItIsTheMean(Safetensors.readNetwork(safetensors), networks);
        Network read = Onnx.readNetwork(onnx);
        assertThatItIsTheMean(read, networks);
        assertThat(read.layers())
                .extracting(Layer::describe)
                .containsExactlyElementsOf(
                        joined.layers().stream().map(Layer::describe).toList());
    }

    @Test
    void oneNetworkIsItself() {
        Network network = network(1, Activation.RELU, 3, 4, 2);
        assertThat(JoinedNetwork.of(List.of(network))).isSameAs(network);
    }
}
