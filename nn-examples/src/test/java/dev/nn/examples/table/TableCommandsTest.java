package dev.nn.examples.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.CommandRun;
import dev.nn.examples.JsonText;
import dev.nn.format.Onnx;
import dev.nn.format.Safetensors;
import dev.nn.initializer.Initializer;
import dev.nn.network.Network;
import dev.nn.table.TableModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** train, predict and eval from file to file. */
class TableCommandsTest {
    @TempDir
    private static Path folder = Path.of("");

    private static CommandRun trained = new CommandRun(-1, List.of(), List.of());

    @BeforeAll
    static void trainOnce() throws IOException {
        write("train.csv", 150, 1, false);
        write("test.csv", 60, 2, false);
        write("numbers.csv", 150, 3, true);
        trained = train("train.csv", "label", "m", "--test=" + file("test.csv"), "--epochs=30");
    }

    /** A number, a colour, a key, a constant; the last column is a class, or a number. */
    private static void write(String name, int rows, long seed, boolean numbers) throws IOException {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>(List.of("key;x;\"the colour\";same;" + (numbers ? "price" : "label")));
        for (int i = 0; i < rows; i++) {
            double x = random.nextGaussian();
            String colour = List.of("red", "green", "\"light;blue\"").get(random.nextInt(3));
            double z = 2 * x + (colour.equals("red") ? 1.5 : 0);
            String shown = random.nextInt(15) == 0 ? "" : String.valueOf(x);
            lines.add("k%d;%s;%s;1;%s".formatted(i, shown, colour, numbers ? 100 + 10 * z : z > 0 ? "yes" : "no"));
        }
        Files.write(folder.resolve(name), lines);
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static CommandRun train(String data, String target, String name, String... more) {
        Stream<String> fixed = Stream.of(
                "train",
                "--data=" + file(data),
                "--target=" + target,
                "--model=" + file(name + ".safetensors"),
                "--out=" + file(name),
                "--json=" + file(name + ".json"),
                "--kernels=scalar");
        return CommandRun.of(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void trainSaysWhatItDid() {
        assertThat(trained.err()).isEmpty();
        assertThat(trained.exit()).isZero();
        assertThat(trained.out()).anyMatch(line -> line.equals("table     150 rows, 5 columns"));
        assertThat(trained.out())
                .contains("target    'label': 2 classes: no, yes", "column    'same': left out: constant");
        assertThat(trained.out())
                .anyMatch(line -> line.equals("column    'key': left out: 150 different texts in 150 rows"));
        assertThat(trained.out()).anyMatch(line -> line.matches("accuracy  .* on 30 rows held out for validation"));
        assertThat(trained.out()).anyMatch(line -> line.matches("accuracy  .* of 60 test rows\\)"));
        assertThat(trained.out()).noneMatch(line -> line.contains("\r"));
    }

    @Test
    void trainWritesJson() throws IOException {
        Map<String, Object> json = JsonText.read(folder.resolve("m.json"));
        assertThat(json)
                .containsEntry("command", "train")
                .containsEntry("metric", "accuracy")
                .containsEntry("task", "classification")
                .containsEntry("classes", List.of("no", "yes"))
                .containsEntry("rows", 150L)
                .containsEntry("columns", 4L)
                .containsEntry("testRows", 60L)
                .containsEntry("seed", 1L)
                .containsKeys("loss", "epochs", "seconds", "history", "validationScore", "features", "jdk");
        assertThat((Double) json.get("testScore")).isBetween(0.8, 1.0);
    }

    @Test
    void trainDrawsPictures() throws IOException {
        for (String name : List.of("learning-curves", "confusion-matrix")) {
            BufferedImage picture =
                    ImageIO.read(folder.resolve("m").resolve(name + ".png").toFile());
            assertThat(picture.getWidth()).isBetween(300, 1200);
        }
    }

    @Test
    void evalAgreesWithTrain() throws IOException {
        CommandRun run = CommandRun.of(
                "eval",
                "--model=" + file("m.safetensors"),
                "--data=" + file("test.csv"),
                "--json=" + file("e.json"),
                "--out=" + file("e"));
        assertThat(run.exit()).as("%s", run.err()).isZero();
        Map<String, Object> json = JsonText.read(folder.resolve("e.json"));
        assertThat(json)
                .containsEntry("metric", "accuracy")
                .containsEntry("rows", 60L)
                .containsEntry(
                        "testScore", JsonText.read(folder.resolve("m.json")).get("testScore"));
        assertThat(folder.resolve("e").resolve("confusion-matrix.png")).exists();
    }

    @Test
    void predictWritesOneLineARowInOrder() throws IOException {
        CommandRun run = CommandRun.of(
                "predict",
                "--model=" + file("m.safetensors"),
                "--data=" + file("test.csv"),
                "--output=" + file("p.csv"));
        assertThat(run.exit()).as("%s", run.err()).isZero();
        List<String> lines = Files.readAllLines(folder.resolve("p.csv"));
        assertThat(lines).hasSize(61);
        assertThat(lines.getFirst()).isEqualTo("prediction,probability_no,probability_yes");
        TableModel model = TableModel.read(folder.resolve("m.safetensors"));
        try (CsvReader reader = CsvReader.open(folder.resolve("test.csv"), CsvFormat.DEFAULT)) {
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = Objects.requireNonNull(reader.next());
                String[] parts = line.split(",", -1);
                assertThat(parts[0])
                        .isEqualTo(model.predict(Map.of("x", cells[1], "the colour", cells[2]))
                                .label());
                assertThat(Float.parseFloat(parts[1]) + Float.parseFloat(parts[2]))
                        .isCloseTo(1f, within(1e-5f));
            }
        }
        CommandRun shown = CommandRun.of("predict", "--model=" + file("m.safetensors"), "--data=" + file("test.csv"));
        assertThat(shown.out()).isEqualTo(lines);
    }

    @Test
    void numbersFromCsvAndNumPyAreTheSame() throws IOException {
        List<String> lines = new ArrayList<>(List.of("a,b,t"));
        Random random = new Random(4);
        float[] x = new float[2 * 40];
        for (int i = 0; i < 40; i++) {
            x[2 * i] = random.nextFloat();
            x[2 * i + 1] = random.nextFloat();
            // All digits: the shortest text of a float is another number when it is read as a double.
            lines.add(new BigDecimal(x[2 * i]) + "," + new BigDecimal(x[2 * i + 1]) + ","
                    + (x[2 * i] - 3 * x[2 * i + 1]));
        }
        Files.write(folder.resolve("ab.csv"), lines);
        NpyWriter.write(folder.resolve("ab.npy"), 2, x);
        assertThat(train("ab.csv", "t", "ab", "--epochs=20", "--quiet").exit()).isZero();
        String model = "--model=" + file("ab.safetensors");
        assertThat(CommandRun.of("predict", model, "--data=" + file("ab.npy")).out())
                .isEqualTo(CommandRun.of("predict", model, "--data=" + file("ab.csv"))
                        .out());
        assertThat(CommandRun.of("predict", model, "--data=" + file("ab.npy"), "--output=" + file("y.npy"))
                        .exit())
                .isZero();
        ByteBuffer y =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("y.npy"))).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(y.array(), StandardCharsets.ISO_8859_1)).contains("'<f8'", "(40,)");
        assertThat(y.getDouble(y.limit() - 33 * Double.BYTES))
                .isEqualTo(TableModel.read(folder.resolve("ab.safetensors"))
                        .predict(new float[] {x[14], x[15]})
                        .value());
    }

    @Test
    void regressionReportsR2() throws IOException {
        CommandRun run = train("numbers.csv", "price", "n", "--test=" + file("numbers.csv"), "--epochs=40");
        assertThat(run.exit()).as("%s", run.err()).isZero();
        Map<String, Object> json = JsonText.read(folder.resolve("n.json"));
        assertThat(json).containsEntry("metric", "R2").containsEntry("task", "regression");
        assertThat(json.get("classes")).isNull();
        assertThat((Double) json.get("testScore")).isGreaterThan(0.7);
        assertThat(folder.resolve("n").resolve("predicted-and-true.png")).exists();
    }

    @Test
    void withoutTestThereIsNoTestScore() throws IOException {
        assertThat(train("train.csv", "label", "v", "--epochs=3", "--quiet").exit())
                .isZero();
        Map<String, Object> json = JsonText.read(folder.resolve("v.json"));
        assertThat(json).containsEntry("testRows", 0L);
        assertThat(json.get("testScore")).isNull();
        assertThat((Double) json.get("validationScore")).isBetween(0.0, 1.0);
    }

    @Test
    void bareNetworksPredictFromNumbers() throws IOException {
        Network network = Network.input(2).dense(3).build(Initializer.glorot(), 5);
        Onnx.write(folder.resolve("bare.onnx"), network);
        Files.writeString(folder.resolve("two.csv"), "a,b,t\n1,2,0\n-3,0.5,2\n");
        CommandRun run =
                CommandRun.of("predict", "--model=" + file("bare.onnx"), "--data=" + file("two.csv"), "--target=t");
        assertThat(run.exit()).as("%s", run.err()).isZero();
        assertThat(run.out().getFirst()).isEqualTo("prediction,output_0,output_1,output_2");
        float[] y = network.predict(new float[] {1, 2});
        assertThat(Float.parseFloat(run.out().get(1).split(",", -1)[2])).isCloseTo(y[1], within(1e-5f));
        CommandRun eval =
                CommandRun.of("eval", "--model=" + file("bare.onnx"), "--data=" + file("two.csv"), "--target=t");
        assertThat(eval.out()).singleElement().asString().matches("accuracy  .* of 2 test rows\\)");
        CommandRun wrong = CommandRun.of("predict", "--model=" + file("bare.onnx"), "--data=" + file("two.csv"));
        assertThat(wrong.err())
                .singleElement()
                .asString()
                .endsWith("two.csv: 3 columns, but " + file("bare.onnx") + " has 2 inputs");
    }

    /** What is taken for a model by mistake: one line that says what it is. */
    @Test
    void whatIsNoModelIsNamed() throws IOException {
        Files.writeString(folder.resolve("lfs.onnx"), "version https://git-lfs.github.com/spec/v1\noid sha256:4d\n");
        Files.writeString(folder.resolve("page.safetensors"), "<!doctype html><title>\u001b[2J</title>");
        Network network = Network.input(2).dense(1).build(Initializer.glorot(), 5);
        Onnx.write(folder.resolve("other.safetensors"), network);
        Safetensors.write(folder.resolve("other.onnx"), network);
        Files.createDirectories(folder.resolve("folder.onnx"));
        Map<String, String> named = Map.of(
                "lfs.onnx", "'git lfs pull'",
                "page.safetensors", "an HTML page",
                "other.safetensors", "an ONNX model; name it .onnx",
                "other.onnx", "a safetensors file; name it .safetensors",
                "folder.onnx", "is a folder, a file was expected");
        for (String command : List.of("predict", "eval")) {
            named.forEach((model, words) -> {
                CommandRun run = CommandRun.of(command, "--model=" + file(model), "--data=" + file("train.csv"));
                assertThat(run.exit()).as(model).isEqualTo(1);
                assertThat(run.err())
                        .singleElement()
                        .asString()
                        .startsWith("nn " + command + ": " + file(model) + ": ")
                        .contains(words);
            });
        }
    }

    /** As its exporter's own array: one of shape (n,) less one of shape (n, 1) would be n x n numbers. */
    @Test
    void aBareNetworksArrayHasAColumnPerOutput() throws IOException {
        Files.writeString(folder.resolve("three.csv"), "a,b\n1,2\n-3,0.5\n0,0\n");
        for (int out : new int[] {1, 2}) {
            Network network = Network.input(2).dense(out).build(Initializer.glorot(), 5);
            Onnx.write(folder.resolve("out.onnx"), network);
            Safetensors.write(folder.resolve("out.safetensors"), network);
            for (String model : List.of("out.onnx", "out.safetensors")) {
                CommandRun run = CommandRun.of(
                        "predict",
                        "--model=" + file(model),
                        "--data=" + file("three.csv"),
                        "--output=" + file("out.npy"));
                assertThat(run.exit()).as("%s", run.err()).isZero();
                NpyArray y = NpyReader.read(folder.resolve("out.npy"));
                assertThat(y.shape()).as(model).containsExactly(3, out);
                float[] expected = network.predict(new float[] {-3, 0.5f});
                for (int j = 0; j < out; j++) {
                    assertThat(y.values()[out + j]).isCloseTo(expected[j], within(1e-5f));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--missing=zero       | unknown policy for missing values 'zero'; known: indicator, mean, error",
                "--task=clustering    | unknown task 'clustering'; known: classification, regression",
                "--delimiter=xx       | the delimiter must be one character",
                "--charset=nope       | unknown charset 'nope'",
                "--validation=1       | must be at least 0 and less than 1",
                "--threads=0          | at least 1 thread",
                "--epochs=0           | at least 1 epoch",
                "--hidden=8,0         | at least 1 unit",
                "--lr=0               | learning rate must be positive",
            })
    void commandLineThatMakesNoSense(String option, String message) {
        CommandRun run = train("train.csv", "label", "x", option);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .singleElement()
                .asString()
                .startsWith("nn train: ")
                .contains(message);
    }

    @Test
    void wrongDataIsNamed() throws IOException {
        assertThat(train("train.csv", "lable", "x").err())
                .containsExactly("nn train: %s: no column 'lable'; there are: key, x, the colour, same, label"
                        .formatted(file("train.csv")));
        assertThat(train("train.csv", "label", "x", "--test=" + file("numbers.csv"))
                        .err())
                .singleElement()
                .asString()
                .contains("numbers.csv: no column 'label'");
        assertThat(train("train.csv", "label", "x", "--missing=error").err())
                .singleElement()
                .asString()
                .matches("nn train: .*train.csv, line \\d+, column 'x': the value is missing");
        Files.writeString(folder.resolve("new.csv"), "x,the colour,label\n1,red,yes\nmany,red,no\n1,red,perhaps\n");
        String model = "--model=" + file("m.safetensors"), data = "--data=" + file("new.csv");
        assertThat(CommandRun.of("predict", model, data, "--output=" + file("never.csv"))
                        .err())
                .containsExactly(
                        "nn predict: %s, line 3, column 'x': 'many' is not a number".formatted(file("new.csv")));
        assertThat(folder.resolve("never.csv")).doesNotExist();
        Files.writeString(folder.resolve("new.csv"), "x,the colour,label\n1,red,yes\n\n1,red,perhaps\n");
        assertThat(CommandRun.of("eval", model, data).err())
                .containsExactly(
                        "nn eval: %s, line 4, column 'label': class 'perhaps' was not in training; known: no, yes"
                                .formatted(file("new.csv")));
        assertThat(CommandRun.of("predict", "--model=" + file("train.csv"), data)
                        .err())
                .singleElement()
                .asString()
                .contains("train.csv: ");
    }
}
