package dev.nn.examples.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.CommandRun;
import dev.nn.examples.JsonText;
import dev.nn.format.Onnx;
import dev.nn.format.Safetensors;
import dev.nn.network.Network;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole command on a small data set: its lines, its JSON, its pictures. */
class MnistCommandTest {
    @TempDir
    private static Path folder = Path.of("");

    private static CommandRun run = new CommandRun(-1, List.of(), List.of());

    @BeforeAll
    static void runOnce() throws IOException {
        TinyDigits.write(folder);
        run = run("first", "--epochs=6", "--batch=16", "--hidden=24,16", "--lr=0.03", "--seed=7", "--kernels=scalar");
    }

    private static CommandRun run(String name, String... options) {
        Stream<String> fixed = Stream.of(
                "mnist",
                "--data=" + folder,
                "--out=" + folder.resolve(name),
                "--json=" + folder.resolve(name + ".json"));
        return CommandRun.of(Stream.concat(fixed, Stream.of(options)).toArray(String[]::new));
    }

    @Test
    void printsOneLineAnEpochWhenPiped() {
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).noneMatch(line -> line.contains("\r"));
        assertThat(run.out().stream().filter(line -> line.startsWith("epoch")))
                .hasSize(6)
                .allMatch(line -> line.matches("epoch \\d/6  train loss \\d\\.\\d{4}  test loss \\d\\.\\d{4}"
                        + "  test accuracy \\d+\\.\\d\\d %  [\\d,]+ samples/s"));
    }

    @Test
    void saysWhatRunsAndWhatCameOfIt() {
        assertThat(run.out().getFirst()).contains("36-24-16-10", "relu", "1,458 parameters");
        assertThat(run.out()).anyMatch(line -> line.contains("seed 7"));
        assertThat(run.out()).anyMatch(line -> line.contains("scalar kernels on 1 thread"));
        assertThat(run.out()).anyMatch(line -> line.startsWith("accuracy  100.00 %"));
        assertThat(run.out().getLast()).contains(folder.resolve("first").toString());
    }

    @Test
    void writesJson() throws IOException {
        Map<String, Object> json = JsonText.read(folder.resolve("first.json"));
        assertThat(json)
                .containsEntry("command", "mnist")
                .containsEntry("accuracy", 1.0)
                .containsEntry("kernels", "scalar")
                .containsEntry("vectorBits", 0L)
                .containsEntry("seed", 7L)
                .containsEntry("threads", 1L)
                .containsEntry("layers", List.of(36L, 24L, 16L, 10L))
                .containsEntry("parameters", 1458L)
                .containsEntry("activation", "relu")
                .containsEntry("optimizer", "adam")
                .containsEntry("batch", 16L)
                .containsKeys("loss", "samplesPerSecond", "secondsToFirstStep", "jdk", "os", "arch");
        assertThat(json.get("epochs"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .hasSize(6)
                .allSatisfy(epoch -> assertThat(((Map<?, ?>) epoch).keySet().toArray())
                        .contains("epoch", "trainLoss", "testLoss", "testAccuracy", "learningRate", "seconds"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"learning-curves", "confusion-matrix", "worst-mistakes", "first-layer-weights"})
    void drawsPictures(String name) throws IOException {
        BufferedImage picture =
                ImageIO.read(folder.resolve("first", name + ".png").toFile());
        assertThat(picture.getWidth()).isBetween(300, 1200);
        assertThat(picture.getHeight()).isBetween(50, 1000);
    }

    @Test
    void leavesNothingButItsFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("first"))) {
            assertThat(files).hasSize(4);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    /** The first layer's picture is that of filters. */
    @ParameterizedTest
    @ValueSource(strings = {"lenet", "resnet8"})
    void convolutionalNetworksLearnToo(String model) throws IOException {
        CommandRun result = run(model, "--model=" + model, "--epochs=3", "--batch=16", "--kernels=scalar");
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out().getFirst()).contains(model + " 36-16");
        Map<String, Object> json = JsonText.read(folder.resolve(model + ".json"));
        assertThat(json).containsEntry("model", model).containsEntry("augmentation", "none");
        boolean isLenet = model.equals("lenet");
        assertThat(json)
                .containsEntry("dropout", isLenet ? 0.3 : 0.0)
                .containsEntry("schedule", isLenet ? "one-cycle" : "cosine")
                .containsEntry("learningRate", isLenet ? 0.003 : 0.002);
        List<String> epochs =
                result.out().stream().filter(line -> line.startsWith("epoch")).toList();
        assertThat(trainLoss(epochs.getLast())).isLessThan(0.9 * trainLoss(epochs.getFirst()));
        assertThat(folder.resolve(model, "first-layer-weights.png")).exists();
    }

    @Test
    void lenetDoesWhatItIsToldTo() throws IOException {
        CommandRun result = run(
                "told",
                "--model=lenet",
                "--epochs=1",
                "--kernels=scalar",
                "--dropout=0",
                "--schedule=cosine",
                "--lr=0.001");
        assertThat(result.err()).isEmpty();
        assertThat(JsonText.read(folder.resolve("told.json")))
                .containsEntry("dropout", 0.0)
                .containsEntry("schedule", "cosine")
                .containsEntry("learningRate", 0.001);
    }

    private static double trainLoss(String line) {
        return Double.parseDouble(line.replaceAll(".*train loss ([0-9.]+) .*", "$1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shift", "affine"})
    void augmentedImagesAreCopiesToLearnFrom(String how) throws IOException {
        CommandRun result = run(how, "--augment=" + how, "--epochs=1", "--kernels=scalar");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).anyMatch(line -> line.contains("1,500 images (augmented: " + how + ")"));
        assertThat(JsonText.read(folder.resolve(how + ".json"))).containsEntry("augmentation", how);
        CommandRun twice = run("twice", "--augment=" + how, "--copies=2", "--epochs=1", "--kernels=scalar");
        assertThat(twice.out()).anyMatch(line -> line.contains("600 images (augmented: " + how + ")"));
    }

    @Test
    void sameSeedSameResultForAnyNumberOfThreads() throws IOException {
        run("one", "--epochs=2", "--seed=3", "--threads=1", "--quiet");
        run("two", "--epochs=2", "--seed=3", "--threads=2", "--quiet");
        assertThat(JsonText.read(folder.resolve("two.json")).get("loss"))
                .isEqualTo(JsonText.read(folder.resolve("one.json")).get("loss"));
    }

    /** Two epochs, then two more, are four; the constant schedule allows that. */
    @Test
    void aSavedTrainingIsContinued() throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        String[] options = {"--schedule=constant", "--seed=5", "--kernels=scalar", "--checkpoint=" + file, "--resume"};
        CommandRun half = run(
                "half",
                Stream.concat(Stream.of("--epochs=2"), Stream.of(options)).toArray(String[]::new));
        assertThat(half.exit()).as("%s", half.err()).isZero();
        CommandRun rest = run(
                "rest",
                Stream.concat(Stream.of("--epochs=4"), Stream.of(options)).toArray(String[]::new));
        assertThat(rest.exit()).as("%s", rest.err()).isZero();
        assertThat(rest.out().stream().filter(line -> line.startsWith("epoch")))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("epoch 3/4");
        run("whole", "--epochs=4", "--schedule=constant", "--seed=5", "--kernels=scalar");
        assertThat(JsonText.read(folder.resolve("rest.json")).get("loss"))
                .isEqualTo(JsonText.read(folder.resolve("whole.json")).get("loss"));
        CommandRun nothing = run(
                "nothing",
                Stream.concat(Stream.of("--epochs=4"), Stream.of(options)).toArray(String[]::new));
        assertThat(nothing.exit()).as("%s", nothing.err()).isZero();
        CommandRun other = run("other", "--epochs=4", "--checkpoint=" + file, "--resume", "--seed=6");
        assertThat(other.exit()).isEqualTo(1);
        assertThat(other.err()).singleElement().asString().contains("can't be resumed", "seed 5", "6 here");
    }

    @Test
    void quietPrintsOnlyResults() {
        CommandRun quiet = run("quiet", "--epochs=1", "--quiet");
        assertThat(quiet.out()).hasSize(3).first().asString().startsWith("accuracy");
    }

    /** One batch an epoch, one epoch: nothing to smooth, nothing to measure, hardly anything to draw. */
    @Test
    void smallestTraining() throws IOException {
        CommandRun small = run("small", "--epochs=1", "--batch=1000", "--hidden=1", "--dropout=0.5");
        assertThat(small.exit()).as("%s", small.err()).isZero();
        assertThat(JsonText.read(folder.resolve("small.json")).get("bytesAllocatedPerStep"))
                .isNull();
    }

    /** A file of either kind predicts what the command has counted. */
    @ParameterizedTest
    @ValueSource(strings = {"kept.safetensors", "kept.onnx"})
    void theTrainedNetworkIsKept(String name) throws IOException {
        Path model = folder.resolve("models").resolve(name);
        Files.createDirectories(model.getParent());
        CommandRun kept = run("kept", "--epochs=6", "--batch=16", "--lr=0.03", "--weight-decay=0.1", "--save=" + model);
        assertThat(kept.err()).isEmpty();
        assertThat(kept.out()).contains("model     " + model);
        Network network = name.endsWith("onnx") ? Onnx.readNetwork(model) : Safetensors.readNetwork(model);
        Map<String, Object> json = JsonText.read(folder.resolve("kept.json"));
        assertThat(json).containsEntry("optimizer", "adamw").containsEntry("weightDecay", 0.1);
        assertThat(Predictions.of(network, Digits.in(folder).test()).accuracy()).isEqualTo(json.get("accuracy"));
    }

    /** Nobody is to be sure: the loss stays above that of the sharp labels. */
    @Test
    void labelsCanBeSmoothed() throws IOException {
        String[] options = {"--epochs=6", "--batch=16", "--lr=0.03", "--seed=7", "--kernels=scalar"};
        run("sharp", options);
        run(
                "smooth",
                Stream.concat(Stream.of(options), Stream.of("--label-smoothing=0.2"))
                        .toArray(String[]::new));
        Map<String, Object> smooth = JsonText.read(folder.resolve("smooth.json"));
        assertThat(smooth).containsEntry("labelSmoothing", 0.2).containsEntry("accuracy", 1.0);
        Map<String, Object> sharp = JsonText.read(folder.resolve("sharp.json"));
        assertThat(number(smooth, "loss")).isGreaterThan(3 * number(sharp, "loss"));
    }

    private static double number(Map<String, Object> json, String name) {
        return Double.parseDouble(String.valueOf(json.get(name)));
    }

    @Test
    void trainingThatDivergesIsNoResult() {
        CommandRun wild = run("wild", "--optimizer=sgd", "--lr=1e30", "--epochs=3");
        assertThat(wild.exit()).isEqualTo(1);
        assertThat(wild.err()).singleElement().asString().startsWith("nn mnist: training diverged: the loss is ");
        assertThat(folder.resolve("wild.json")).doesNotExist();
    }
}
