package dev.nn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.activation.Activation;
import dev.nn.data.DataFormatException;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Precision;
import dev.nn.network.Model;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models straight from files: what they predict is what the network would. */
final class ReadModelTest {
    private static final float[] X = {0.5f, -1, 2, 0.25f, -0.75f};

    @TempDir
    private Path folder = Path.of("");

    private static NetworkBuilder layers() {
        return Network.input(X.length).dense(19, Activation.TANH).dense(3);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void sameBitsAsTheNetworkFrozen(Precision precision) throws IOException {
        Network network = layers().build(Initializer.he(), 1);
        Path safetensors = folder.resolve("m.safetensors"), onnx = folder.resolve("m.onnx");
        Safetensors.write(safetensors, network);
        Onnx.write(onnx, network);
        float[] expected = network.freeze(precision).predict(X);
        for (Model model : new Model[] {
            Safetensors.readModel(safetensors, precision),
            Onnx.readModel(onnx, precision),
            Safetensors.readModel(safetensors, layers(), precision)
        }) {
            assertThat(model.precision()).isEqualTo(precision);
            assertThat(model.predict(X)).containsExactly(expected);
        }
    }

    @Test
    void weightsAreFloatsUnlessAskedForOtherwise() throws IOException {
        Network network = layers().build(Initializer.he(), 1);
        Path safetensors = folder.resolve("m.safetensors"), onnx = folder.resolve("m.onnx");
        Safetensors.write(safetensors, network);
        Onnx.write(onnx, network);
        assertThat(Safetensors.readModel(safetensors).precision()).isEqualTo(Precision.F32);
        assertThat(Onnx.readModel(onnx).precision()).isEqualTo(Precision.F32);
        assertThat(Safetensors.readModel(safetensors, layers()).precision()).isEqualTo(Precision.F32);
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        Path file = folder.resolve("damaged");
        Files.writeString(file, "neither the one nor the other");
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Safetensors.readModel(file))
                .withMessageContaining(file.toString());
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Onnx.readModel(file))
                .withMessageContaining(file.toString());
    }
}
