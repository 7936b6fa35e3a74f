package dev.nn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a JVM of its own, started without the Vector API: SIMD kernels are refused, and why is said. */
class NoVectorModuleTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void refusesSimdInOneLine() throws IOException, InterruptedException {
        Process process = start("mnist", "--kernels=simd", "--out=" + folder);
        String err = new String(process.getErrorStream().readAllBytes(), Charset.defaultCharset());
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(err.lines())
                .singleElement()
                .asString()
                .startsWith("nn mnist: kernels 'simd' can't be used here: ")
                .contains("jdk.incubator.vector");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void infoStillSaysWhatRuns() throws IOException, InterruptedException {
        Process process = start("info");
        String out = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        assertThat(process.waitFor()).isZero();
        assertThat(out).contains("Kernels   scalar", "no Vector API", "Provider  simd, priority");
    }

    private static Process start(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.command().addAll(List.of(arguments));
        return builder.start();
    }
}
