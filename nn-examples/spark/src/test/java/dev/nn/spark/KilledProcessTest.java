package dev.nn.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.format.Safetensors;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that are really killed: the driver, which is started again; and an executor of a cluster. */
@Timeout(300)
final class KilledProcessTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void killedDriverResumes(int localSteps) throws Exception {
        String steps = String.valueOf(localSteps);
        Run whole = run("local[2]", "whole", "-", steps);
        String checkpoints = folder.resolve("checkpoints").toUri().toString();
        Process killed = TrainingChild.start(folder, "local[2]", file("killed"), checkpoints, steps, "20");
        awaitLine(killed, "step 3 6");
        killed.destroyForcibly().waitFor();
        assertThat(folder.resolve("killed")).doesNotExist();

        Run resumed = run("local[2]", "resumed", checkpoints, steps);
        assertThat(resumed.network).isEqualTo(whole.network);
        assertThat(resumed.steps).isSubsetOf(whole.steps).hasSizeLessThan(whole.steps.size());
        try (Stream<Path> files = Files.list(folder.resolve("checkpoints"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".safetensors")))
                    .hasSize(2);
        }
    }

    /** Two executors, each a JVM of its own; one is killed between two steps, and Spark starts another. */
    @Test
    void killedExecutorDoesNotChangeTheResult() throws Exception {
        Run whole = run("local[2]", "whole", "-", "0");
        Process driver = TrainingChild.start(folder, "local-cluster[2,1,1024]", file("cluster"), "-", "0", "50");
        try (BufferedReader lines = driver.inputReader()) {
            readTo(lines, "step 2 3");
            List<ProcessHandle> executors = executors(driver);
            assertThat(executors).as(errors()).hasSize(2);
            executors.getFirst().destroyForcibly();
            readTo(lines, "done");
        } finally {
            driver.destroy();
            driver.waitFor();
        }
        assertThat(network("cluster")).isEqualTo(whole.network);
        assertThat(errors()).as("Spark has noticed").contains("Lost executor");
    }

    /** By their program: the system cuts command lines at 4,096 characters, which a class path alone can have. */
    private static List<ProcessHandle> executors(Process driver) {
        return driver.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .toList();
    }

    /** What came of a run: the network's parameters, and the lines. */
    private record Run(float[] network, List<String> steps) {}

    private Run run(String master, String name, String checkpoints, String localSteps) throws Exception {
        Process process = TrainingChild.start(folder, master, file(name), checkpoints, localSteps, "0");
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            output.lines().filter(line -> line.startsWith("step ")).forEach(lines::add);
        }
        assertThat(process.waitFor()).as(errors()).isZero();
        return new Run(network(name), lines);
    }

    private void awaitLine(Process process, String wanted) throws IOException {
        try (BufferedReader lines = process.inputReader()) {
            readTo(lines, wanted);
        }
    }

    private void readTo(BufferedReader lines, String wanted) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(wanted)) return;
        }
        throw new AssertionError("the process ended before it said '%s': %s".formatted(wanted, errors()));
    }

    private String errors() throws IOException {
        Path file = folder.resolve("errors.txt");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private float[] network(String name) throws IOException {
        return Blobs.parameters(Safetensors.readNetwork(folder.resolve(name)));
    }
}
