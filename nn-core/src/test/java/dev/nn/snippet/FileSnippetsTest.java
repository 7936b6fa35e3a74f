package dev.nn.snippet;

import static dev.nn.activation.Activation.RELU;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.data.Dataset;
import dev.nn.format.RowFile;
import dev.nn.format.Safetensors;
import dev.nn.initializer.Initializer;
import dev.nn.network.Network;
import dev.nn.safetensors.SafetensorsWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
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

    @Test
    void rows() throws IOException {
        Path file = folder.resolve("data.rows"), csv = folder.resolve("data.csv");
        Files.writeString(csv, "a,b,c,y\n1,2,3,4\n5,6,7,8.5\n");
        // @start region="rows" :
        RowFile.write(
                file,
                3,
                1,
                rows -> { // three features, one target
                    try (BufferedReader lines = Files.newBufferedReader(csv)) {
                        lines.readLine(); // the names of the columns
                        float[] row = new float[4];
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            String[] cells = line.split(",", -1);
                            for (int j = 0; j < row.length; j++) row[j] = Float.parseFloat(cells[j]);
                            rows.add(row);
                        }
                    }
                });
        Dataset data = RowFile.open(file); // mapped, not read
        // @end
        float[] last = new float[4];
        data.copyFeatures(1, last, 0);
        data.copyTarget(1, last, 3);
        assertThat(last).containsExactly(5, 6, 7, 8.5f);
    }
}
