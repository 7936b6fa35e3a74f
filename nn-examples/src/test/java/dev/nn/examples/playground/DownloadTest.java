package dev.nn.examples.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.format.Onnx;
import dev.nn.format.Safetensors;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.Network;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page gives to take away can be used elsewhere. */
class DownloadTest {
    private static final String SETTINGS = "layers=5,3&activation=gelu-tanh&dropout=0.2&x=x1,x1x2&seed=9";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void filesHoldTheNetworkAsItIs() throws Exception {
        try (PlaygroundServer server = new PlaygroundServer(0, new ScalarDenseKernels());
                PlaygroundPage page = new PlaygroundPage(server, SETTINGS)) {
            for (int i = 0; i < 5; i++) page.send("{\"do\":\"step\"}");
            Network read = Safetensors.readNetwork(file(page, "playground.safetensors"), new ScalarDenseKernels());
            Network graph = Onnx.readNetwork(file(page, "playground.onnx"), new ScalarDenseKernels());
            float[] x = {1, 2, -3, 0.5f};
            assertThat(read.in()).isEqualTo(2);
            try (Experiment again = new Experiment(SettingsText.parse(SETTINGS), new ScalarDenseKernels())) {
                for (int i = 0; i < 5; i++) again.step();
                assertThat(read.predict(x)).isEqualTo(again.network().predict(x));
            }
            assertThat(graph.predict(x)).usingComparatorWithPrecision(1e-5f).containsExactly(read.predict(x));
        }
    }

    private Path file(PlaygroundPage page, String name) throws Exception {
        HttpResponse<Path> answer =
                PlaygroundPage.get(page.session() + "/" + name, HttpResponse.BodyHandlers.ofFile(folder.resolve(name)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"" + name + "\"");
        return answer.body();
    }

    static List<Preset> presets() {
        return Preset.ALL;
    }

    /** The program compiles, and its network has the bits that the page starts with. */
    @ParameterizedTest
    @MethodSource("presets")
    void theProgramBuildsTheSameNetwork(Preset preset) throws Exception {
        Settings settings = SettingsText.parse(preset.settings());
        try (Experiment experiment = new Experiment(settings, new ScalarDenseKernels())) {
            Path source = folder.resolve("Playground.java");
            Files.write(source, Download.JAVA.of(experiment));
            int status = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "-proc:none",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-d",
                            folder.toString(),
                            source.toString());
            assertThat(status).isZero();
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
                Method network = loader.loadClass("Playground").getDeclaredMethod("network");
                network.setAccessible(true);
                Network built = (Network) network.invoke(null);
                for (int layer = 0; layer < built.layers().size(); layer++) {
                    assertThat(built.layerParameters(layer))
                            .isEqualTo(experiment.network().layerParameters(layer));
                }
                Method train = loader.loadClass("Playground")
                        .getDeclaredMethod("train", Network.class, float[].class, float[].class);
                train.setAccessible(true);
                train.invoke(null, built, new float[] {0, 1, 1, 0}, new float[] {0, 1});
            }
        }
    }
}
