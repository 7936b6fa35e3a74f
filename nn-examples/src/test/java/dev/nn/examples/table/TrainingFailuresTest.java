package dev.nn.examples.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that comes to nothing says so in one line and keeps the model that was there. */
class TrainingFailuresTest {
    private static final int USAGE = 2;
    private static final int FAILURE = 1;
    private static final String OLD = "the old model";

    @TempDir
    private Path folder = Path.of("");

    private Path model = Path.of("");
    private Path json = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        Random random = new Random(1);
        List<String> numbers = new ArrayList<>(List.of("a,b,y")), classes = new ArrayList<>(List.of("a,b,y"));
        for (int i = 0; i < 300; i++) {
            double a = random.nextGaussian(), b = random.nextGaussian();
            numbers.add("%s,%s,%s".formatted(a, b, 3 * a - b + 0.1 * random.nextGaussian()));
            classes.add("%s,%s,%s".formatted(a, b, a > b ? "more" : "less"));
        }
        Files.write(folder.resolve("numbers.csv"), numbers);
        Files.write(folder.resolve("classes.csv"), classes);
        model = Files.writeString(folder.resolve("model.safetensors"), OLD);
        json = folder.resolve("result.json");
    }

    private CommandRun train(String data, String... more) {
        Stream<String> fixed = Stream.of(
                "train",
                "--data=" + folder.resolve(data),
                "--target=y",
                "--model=" + model,
                "--json=" + json,
                "--out=" + folder.resolve("out"),
                "--kernels=scalar",
                "--quiet");
        return CommandRun.of(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
    }

    private AbstractStringAssert<?> assertFailed(CommandRun run, int exit) throws IOException {
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.out())
                .as("how columns were understood, but no result")
                .noneMatch(line -> line.matches("(model|test|pictures) .*"));
        assertThat(json).doesNotExist();
        assertThat(Files.readString(model)).isEqualTo(OLD);
        return assertThat(run.err()).singleElement().asString().startsWith("nn train: ");
    }

    @ParameterizedTest
    @CsvSource({
        "numbers.csv, sgd, 1e5, true",
        "numbers.csv, sgd, 1e30, false",
        "numbers.csv, adam, 1e6, true",
        "numbers.csv, adamw, 1e10, false",
        "numbers.csv, momentum, 1000, false",
        "classes.csv, sgd, 1e30, true",
        "classes.csv, adam, 1e9, false",
    })
    void aTrainingThatDiverges(String data, String rule, String rate, boolean search) throws IOException {
        List<String> options = new ArrayList<>(List.of("--optimizer=" + rule, "--lr=" + rate, "--epochs=30"));
        if (!search) options.add("--validation=0");
        assertFailed(train(data, options.toArray(String[]::new)), FAILURE)
                .contains("training diverged: ", "at step ", "learning rate", "try a lower learning rate");
    }

    @Test
    void aTrainingThatIsInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        CommandRun run = train("numbers.csv");
        assertThat(Thread.interrupted()).isTrue();
        assertFailed(run, FAILURE).contains("interrupted after 0 complete epochs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--hidden=50000,50000 | weights of 50000 inputs and 50000 outputs: 2,500,000,000 numbers, more than an array",
                "--threads=1000000000 | at most 1024 threads",
            })
    void sizesThatAreImpossible(String option, String message) throws IOException {
        assertFailed(train("numbers.csv", option), USAGE).contains(message);
    }

    @Test
    void aLayerThatIsTooLargeForTheColumns() throws IOException {
        assertFailed(train("numbers.csv", "--hidden=2000000000", "--activation=tanh"), FAILURE)
                .contains("layer 1 (dense 2→2000000000 tanh): 4,000,000,000 numbers, more than an array holds");
    }

    /** A batch larger than the table is the table. */
    @ParameterizedTest
    @ValueSource(strings = {"--batch=1000000000", "--batch=2147483647"})
    void aBatchLargerThanTheTable(String option) {
        CommandRun run = train("numbers.csv", option, "--epochs=3");
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
    }
}
