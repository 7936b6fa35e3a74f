package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.safetensors.SafetensorsFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that do nothing but train and write checkpoints are killed at random moments; each continues from the
 * checkpoint that the last has left. After each the file is whole, and in the end every one that was found is what an
 * uninterrupted training had after that step.
 */
class KillTest {
    /** Trainings at the same time, each with a file of its own: JVMs start slowly. */
    private static final int TRAININGS = 4;

    /** After its first checkpoint a process lives at most so long: some tens of checkpoints. */
    private static final int MOST_MILLIS = 40;

    /** Parameters by step, as they were found after the kills. */
    private static Map<Long, float[]> killAgainAndAgain(Path folder, int seed, int kills)
            throws IOException, InterruptedException {
        Path file = folder.resolve("checkpoint%d.safetensors".formatted(seed));
        Random random = new Random(seed);
        Map<Long, float[]> found = new TreeMap<>();
        long last = 0;
        for (int kill = 0; kill < kills; kill++) {
            Process victim = start(file);
            try (BufferedReader out = victim.inputReader()) {
                assertThat(out.readLine()).as("first words of the process").isEqualTo("training");
                TimeUnit.MICROSECONDS.sleep(random.nextInt(1000 * MOST_MILLIS));
            } finally {
                victim.destroyForcibly().waitFor();
            }
            Checkpoint checkpoint = read(file);
            // Every process has come further than the one before.
            assertThat(checkpoint.step()).isGreaterThan(last);
            last = checkpoint.step();
            found.put(last, checkpoint.parameters());
        }
        return found;
    }

    private static Process start(Path file) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CheckpointVictim.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Checkpoint read(Path file) throws IOException {
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            return Checkpoint.read(open, CheckpointVictim.network(), Adam.withDefaults());
        }
    }

    /** Ends the uninterrupted training. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Trains without interruption, and compares at every step that was found. */
    private static void assertStatesOfATraining(Map<Long, float[]> found) {
        Network network = CheckpointVictim.network();
        long last = found.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
        try {
            CheckpointVictim.trainer(network)
                    .listener(new TrainingListener() {
                        @Override
                        public void onStep(int epoch, int step, int steps, int rows, double loss) {
                            long number = (epoch - 1L) * steps + step;
                            float[] state = found.get(number);
                            if (state != null) {
                                assertThat(state).as("step %d", number).isEqualTo(network.parameters());
                            }
                            if (number == last) throw new Enough();
                        }
                    })
                    .fit(CheckpointContract.data(50, 1));
        } catch (Enough expected) {
            return;
        }
        throw new AssertionError("the training ended before step " + last);
    }

    @Test
    void aKilledProcessLeavesAWholeCheckpoint(@TempDir Path folder) throws Exception {
        kill(12, folder);
    }

    @Test
    @Tag("long")
    void twoHundredDo(@TempDir Path folder) throws Exception {
        kill(200, folder);
    }

    private static void kill(int processes, Path folder) throws Exception {
        Map<Long, float[]> found = new TreeMap<>();
        try (ExecutorService trainings = Executors.newFixedThreadPool(TRAININGS)) {
            List<Future<Map<Long, float[]>>> results = new ArrayList<>();
            for (int i = 0; i < TRAININGS; i++) {
                int seed = i;
                results.add(trainings.submit(() -> killAgainAndAgain(folder, seed, processes / TRAININGS)));
            }
            for (Future<Map<Long, float[]>> result : results) {
                result.get().forEach((step, state) -> {
                    float[] other = found.put(step, state);
                    if (other != null) assertThat(state).isEqualTo(other);
                });
            }
        }
        assertStatesOfATraining(found);
        // Each process removes what those before it have left: at most the last one's stays.
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(path -> path.toString().endsWith(".tmp"))).hasSizeLessThanOrEqualTo(TRAININGS);
        }
    }
}
