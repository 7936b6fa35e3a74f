package dev.nn.examples.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake that a user can make gives one line that names it, an exit code, and no stack trace. */
class MnistErrorsTest {
    private static final int USAGE = 2;
    private static final int FAILURE = 1;

    @TempDir
    private Path temporary = Path.of("");

    private Path data = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void writeData() throws IOException {
        data = TinyDigits.write(Files.createDirectory(temporary.resolve("data")));
        out = temporary.resolve("out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--activation=rilu    | unknown activation 'rilu'; known: identity, relu",
                "--optimizer=adum     | unknown optimizer 'adum'; known: sgd, momentum",
                "--schedule=cosinus   | unknown schedule 'cosinus'; known: constant, step, cosine",
                "--init=him           | unknown initializer 'him'; known: glorot-uniform",
                "--kernels=sind       | unknown kernels 'sind'; known here: auto",
                "--model=lenot        | unknown model 'lenot'; known: mlp, lenet, resnet8",
                "--augment=flip       | unknown augmentation 'flip'; known: none, shift, affine",
                "--copies=3           | --copies needs --augment shift or --augment affine",
                "--epochs=0           | at least 1 epoch",
                "--epochs=many        | 'many' is not a whole number",
                "--epochs=1.5         | '1.5' is not a whole number",
                "--epochs=99999999999 | '99999999999' is too large",
                "--lr=fast            | 'fast' is not a number",
                "--weight-decay=-1    | --weight-decay must be a number from 0 on, not -1.0",
                "--weight-decay=NaN   | --weight-decay must be a number from 0 on, not NaN",
                "--batch=0            | batch must be at least 1",
                "--hidden=64,0        | at least 1 unit",
                "--hidden=64,x        | 'x' is not a whole number",
                "--dropout=1          | dropout must be in [0, 1)",
                "--lr=-1              | -1",
                "--label-smoothing=1  | label smoothing must be in [0, 1), not 1.0",
                "--save=model.pt      | --save model.pt: the name must end with .safetensors or .onnx",
                "--threads=0          | at least 1 thread",
                "--threads=1000000000 | at most 1024 threads",
                "--hidden=50000,50000 | weights of 50000 inputs and 50000 outputs: 2,500,000,000 numbers, more than",
                "--resume             | --resume needs --checkpoint FILE",
                "--epoch=3            | Unknown option: '--epoch=3'",
            })
    void commandLineThatMakesNoSense(String option, String message) {
        assertOneLine(run(option), USAGE, message).endsWith("(see nn mnist --help)");
    }

    @Test
    void aCheckpointThatCantBeWrittenIsSaidBeforeAnythingIsDone() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        CommandRun run = run("--checkpoint=" + file.resolve("c.safetensors"));
        assertOneLine(run, FAILURE, "file");
        assertThat(run.out()).isEmpty();
    }

    /** What only the images' size tells is an error of the command line, too, but found later. */
    @Test
    void aLayerThatIsTooLargeForTheImages() {
        assertOneLine(run("--hidden=2000000000"), USAGE, "layer 1 (dense 36→2000000000 relu): 72,000,000,000 numbers");
    }

    @Test
    void aTrainingThatDivergesNamesTheStepAndWritesNothing() throws IOException {
        Path json = temporary.resolve("result.json"), checkpoint = temporary.resolve("c.safetensors");
        assertThat(run("--epochs=1", "--checkpoint=" + checkpoint).exit()).isZero();
        byte[] sound = Files.readAllBytes(checkpoint);
        CommandRun run = run(
                "--epochs=3",
                "--lr=1e30",
                "--quiet",
                "--json=" + json,
                "--checkpoint=" + checkpoint,
                "--optimizer=sgd");
        assertOneLine(run, FAILURE, "training diverged: ")
                .contains("at step 2 (epoch 1)", "learning rate 9.70e+29", "lower");
        assertThat(json).doesNotExist();
        assertThat(Files.readAllBytes(checkpoint)).isEqualTo(sound);
    }

    @Test
    void weightDecayIsOfAdamOnly() {
        assertOneLine(run("--optimizer=sgd", "--weight-decay=0.1"), USAGE, "is for adam and adamw, not for sgd");
    }

    @Test
    void anInterruptedTrainingIsNoResult() {
        Thread.currentThread().interrupt();
        CommandRun run = run("--epochs=2", "--quiet");
        Thread.interrupted(); // or the next test would inherit it
        assertOneLine(run, FAILURE, "interrupted");
    }

    @Test
    void unknownCommand() {
        CommandRun run = CommandRun.of("mnits");
        assertThat(run.exit()).isEqualTo(USAGE);
        assertThat(run.err()).singleElement().asString().startsWith("nn: ").contains("mnits", "mnist");
    }

    @Test
    void missingFolder() {
        data = data.resolve("elsewhere");
        assertOneLine(run(), FAILURE, "no such folder: " + data);
    }

    @Test
    void missingFile() throws IOException {
        Files.delete(data.resolve("t10k-labels-idx1-ubyte"));
        assertOneLine(run(), FAILURE, "no such file: " + data.resolve("t10k-labels-idx1-ubyte"));
    }

    @Test
    void truncatedFile() throws IOException {
        Path file = data.resolve("train-images-idx3-ubyte");
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length / 2));
        assertOneLine(run(), FAILURE, file + ": truncated");
    }

    @Test
    void wrongMagicNumber() throws IOException {
        Path file = data.resolve("train-images-idx3-ubyte");
        Files.writeString(file, "<html>not found</html>");
        assertOneLine(run(), FAILURE, file + ": not IDX");
    }

    @Test
    void damagedGzip() throws IOException {
        Path file = data.resolve("train-images-idx3-ubyte.gz");
        Files.delete(data.resolve("train-images-idx3-ubyte"));
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        assertOneLine(run(), FAILURE, "damaged gzip");
    }

    @Test
    void labelOutOfRange() throws IOException {
        byte[] labels = new byte[TinyDigits.TEST];
        labels[7] = 10;
        TinyDigits.labels(data.resolve("t10k-labels-idx1-ubyte"), labels);
        assertOneLine(run(), FAILURE, "t10k-labels-idx1-ubyte: label of image 7 is 10, must be from 0 to 9");
    }

    @Test
    void asManyLabelsAsImages() throws IOException {
        TinyDigits.labels(data.resolve("t10k-labels-idx1-ubyte"), (byte) 1, (byte) 2);
        assertOneLine(run(), FAILURE, "found 2");
    }

    @Test
    void imagesOfDifferentSizes() throws IOException {
        TinyDigits.images(data.resolve("t10k-images-idx3-ubyte"), TinyDigits.TEST, 2, 3, new byte[TinyDigits.TEST * 6]);
        assertOneLine(run(), FAILURE, "6 x 6 pixels, test images 2 x 3");
    }

    @Test
    void noImages() throws IOException {
        TinyDigits.images(data.resolve("t10k-images-idx3-ubyte"), 0, 6, 6, new byte[0]);
        TinyDigits.labels(data.resolve("t10k-labels-idx1-ubyte"));
        assertOneLine(run(), FAILURE, "t10k-images-idx3-ubyte: no images");
    }

    @Test
    void outIsAFile() throws IOException {
        out = Files.writeString(temporary.resolve("taken"), "");
        assertOneLine(run(), FAILURE, "in the way, a folder was expected: " + out);
        out = out.resolve("below");
        assertOneLine(run(), FAILURE, "taken");
    }

    @Test
    void jsonIsAFolder() {
        assertOneLine(run("--json", temporary.toString()), FAILURE, "is a folder, a file was expected: " + temporary);
    }

    private CommandRun run(String... more) {
        Stream<String> fixed = Stream.of("mnist", "--data=" + data, "--out=" + out);
        return CommandRun.of(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
    }

    private static AbstractStringAssert<?> assertOneLine(CommandRun run, int exit, String message) {
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.out()).isEmpty();
        return assertThat(run.err())
                .singleElement()
                .asString()
                .startsWith("nn mnist: ")
                .contains(message);
    }
}
