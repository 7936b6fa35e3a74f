package dev.nn.snippet;

import static dev.nn.activation.Activation.RELU;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.format.Safetensors;
import dev.nn.initializer.Initializer;
import dev.nn.network.Network;
import dev.nn.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSnippetsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void writeAndRead() throws IOException {
        Path path = folder.resolve("model.safetensors");
        Network network = Network.input(3).dense(4, RELU).dense(2).build(Initializer.he(), 1);
        // @start region="safetensors" :
        Safetensors.write(path, network);
        Network same = Safetensors.readNetwork(path);
        // @end
        assertThat(same.predict(new float[] {1, 2, 3})).isEqualTo(network.predict(new float[] {1, 2, 3}));
    }

    /** What {@code save_file(model.state_dict(), path)} writes for a model of these layers. */
    @Test
    void stateDict() throws IOException {
        Path path = folder.resolve("state-dict.safetensors");
        float[] first = new float[256 * 784], bias = new float[10];
        bias[3] = 7;
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add("fc1.weight", first, 256, 784).add("fc1.bias", new float[256], 256);
        writer.add("fc2.weight", new float[10 * 256], 10, 256).add("fc2.bias", bias, 10);
        Safetensors.write(path, writer);
        // @start region="state-dict" :
        Network network = Safetensors.readNetwork(
                path, Network.input(784).dense(256, RELU).dense(10));
        // @end
        assertThat(network.predict(new float[784])).isEqualTo(bias);
    }
}
