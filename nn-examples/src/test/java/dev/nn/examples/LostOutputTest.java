package dev.nn.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output that is lost, and memory that isn't enough, in JVMs of their own: one line and an exit code that isn't 0. */
class LostOutputTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aFullDiskIsAnError() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        predictions(20_000);
        for (List<String> arguments : List.of(predict(), List.of("train", "--help"), List.of("info"))) {
            Process process = start(List.of(), arguments, ProcessBuilder.Redirect.to(full.toFile()));
            assertOneLine(process, "standard output");
        }
    }

    @Test
    void aReaderThatIsGoneIsAnError() throws Exception {
        predictions(100_000);
        Process process = start(List.of(), predict(), ProcessBuilder.Redirect.PIPE);
        assertThat(process.getInputStream().read()).isEqualTo('p');
        process.getInputStream().close();
        assertOneLine(process, "standard output");
    }

    @Test
    void tooLittleMemoryNamesWhatIsNeededAndTheOption() throws Exception {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>(List.of("x," + columns(800) + ",y"));
        for (int i = 0; i < 2_000; i++) {
            List<String> cells = new ArrayList<>();
            for (int c = 0; c <= 800; c++) cells.add(String.valueOf(random.nextFloat()));
            lines.add(String.join(",", cells) + "," + (i % 2 == 0 ? "a" : "b"));
        }
        Files.write(folder.resolve("wide.csv"), lines);
        Process process = start(
                List.of("-Xmx20m"),
                List.of(
                        "train",
                        "--data=" + folder.resolve("wide.csv"),
                        "--target=y",
                        "--epochs=1",
                        "--kernels=scalar",
                        "--quiet",
                        "--out=" + folder.resolve("out"),
                        "--model=" + folder.resolve("m.safetensors")),
                ProcessBuilder.Redirect.DISCARD);
        assertOneLine(process, "out of memory", "NN_JAVA_OPTS=-Xmx1g");
        assertThat(folder.resolve("m.safetensors")).doesNotExist();
    }

    private static String columns(int count) {
        List<String> names = new ArrayList<>();
        for (int c = 0; c < count; c++) names.add("c" + c);
        return String.join(",", names);
    }

    private void predictions(int rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("x,y"));
        for (int i = 0; i < 60; i++) lines.add(i % 13 + ".5," + (i % 13) * 2 + ".25");
        Files.write(folder.resolve("train.csv"), lines);
        CommandRun trained = CommandRun.of(
                "train",
                "--data=" + folder.resolve("train.csv"),
                "--target=y",
                "--epochs=2",
                "--kernels=scalar",
                "--out=" + folder.resolve("out"),
                "--model=" + folder.resolve("m.safetensors"));
        assertThat(trained.exit()).as("%s", trained.err()).isZero();
        List<String> many = new ArrayList<>(List.of("x"));
        many.addAll(Collections.nCopies(rows, "3.5"));
        Files.write(folder.resolve("many.csv"), many);
    }

    private List<String> predict() {
        return List.of("predict", "--model=" + folder.resolve("m.safetensors"), "--data=" + folder.resolve("many.csv"));
    }

    private static void assertOneLine(Process process, String... parts) throws Exception {
        String err = new String(process.getErrorStream().readAllBytes(), Charset.defaultCharset());
        assertThat(process.waitFor()).as(err).isEqualTo(1);
        assertThat(err.lines().filter(line -> !line.contains("kernels")))
                .singleElement()
                .asString()
                .startsWith("nn ")
                .contains(parts);
    }

    private static Process start(List<String> options, List<String> arguments, ProcessBuilder.Redirect out)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dnn.kernels=scalar");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectOutput(out).start();
    }
}
