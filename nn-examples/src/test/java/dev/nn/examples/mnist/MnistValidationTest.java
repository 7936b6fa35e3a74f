package dev.nn.examples.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.data.ImageDataset;
import dev.nn.examples.CommandRun;
import dev.nn.examples.JsonText;
import dev.nn.format.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that are held back decide when a training ends; the test images decide nothing. */
class MnistValidationTest {
    @TempDir
    private Path folder = Path.of("");

    private CommandRun run(String... options) throws IOException {
        TinyDigits.write(folder);
        Stream<String> fixed = Stream.of(
                "mnist",
                "--data=" + folder,
                "--out=" + folder.resolve("pictures"),
                "--json=" + folder.resolve("result.json"),
                "--kernels=scalar",
                "--batch=16",
                "--hidden=24");
        return CommandRun.of(Stream.concat(fixed, Stream.of(options)).toArray(String[]::new));
    }

    /** Tiny digits are learnt soon, so with a rate that stays high the loss that is left goes up and down. */
    @Test
    void theTrainingEndsWhenTheLossHasStoppedFalling() throws IOException {
        Path model = folder.resolve("kept.safetensors");
        CommandRun run = run(
                "--epochs=400",
                "--lr=0.1",
                "--schedule=constant",
                "--validation=0.25",
                "--patience=3",
                "--save=" + model);
        assertThat(run.err()).isEmpty();
        Map<String, Object> json = JsonText.read(folder.resolve("result.json"));
        List<?> epochs = (List<?>) Objects.requireNonNull(json.get("epochs"));
        double[] losses = epochs.stream()
                .mapToDouble(epoch -> number((Map<?, ?>) epoch, "validationLoss"))
                .toArray();
        int best = (int) number(json, "bestEpoch");
        assertThat(losses[best - 1]).isEqualTo(Arrays.stream(losses).min().orElseThrow());
        assertThat(losses).hasSize(best + 3).hasSizeLessThan(400);
        assertThat(json).containsEntry("stoppedEarly", true);
        int images = Digits.in(folder).train().size();
        assertThat(number(json, "validationImages")).isEqualTo(images / 4.0);
        assertThat(number(json, "trainImages")).isEqualTo(images - images / 4.0);
        assertThat(run.out())
                .anyMatch(line -> line.contains("validation loss") && line.contains("validation accuracy"))
                .noneMatch(line -> line.contains("test loss"))
                .anyMatch(line -> line.startsWith("kept      epoch %d of %d: ".formatted(best, best + 3)));
        // What is measured at the end, and saved, is the epoch that was kept.
        assertThat(Predictions.of(
                                Safetensors.readNetwork(model),
                                Digits.in(folder).test())
                        .accuracy())
                .isEqualTo(number(json, "accuracy"));
    }

    @Test
    void noImageIsLostAndNoneIsInBothParts() {
        int n = 50;
        byte[] pixels = new byte[n];
        for (int i = 0; i < n; i++) pixels[i] = (byte) (i * 3);
        int[] labels = IntStream.range(0, n).map(i -> i % 10).toArray();
        HeldOut parts = HeldOut.of(ImageDataset.of(1, 1, pixels, labels), 0.3, 5);
        assertThat(parts.validation().size()).isEqualTo(15);
        int[] all = Stream.of(parts.train(), parts.validation())
                .flatMapToInt(part -> IntStream.range(0, part.size())
                        .peek(i -> assertThat(part.label(i)).isEqualTo((part.pixels(i)[0] & 0xff) / 3 % 10))
                        .map(i -> part.pixels(i)[0] & 0xff))
                .sorted()
                .toArray();
        assertThat(all).containsExactly(IntStream.range(0, n).map(i -> 3 * i).toArray());
    }

    @ParameterizedTest
    @CsvSource({
        "--validation=0,--validation must be between 0 and 1",
        "--validation=1,--validation must be between 0 and 1",
        "--validation=NaN,--validation must be between 0 and 1",
        "--patience=3,--patience needs --validation SHARE"
    })
    void optionsThatMakeNoSenseAreRefused(String option, String message) throws IOException {
        CommandRun run = run(option);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).anyMatch(line -> line.contains(message));
        assertThat(folder.resolve("result.json")).doesNotExist();
    }

    private static double number(Map<?, ?> json, String name) {
        return Double.parseDouble(String.valueOf(json.get(name)));
    }
}
