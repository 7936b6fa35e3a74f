package dev.nn.examples.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.CommandRun;
import dev.nn.examples.JsonText;
import dev.nn.format.Safetensors;
import dev.nn.initializer.Initializer;
import dev.nn.network.Network;
import dev.nn.table.TableModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them: what is said about them, and that predicting reads as training did. */
class TableReadingTest {
    @TempDir
    private Path folder = Path.of("");

    private CommandRun train(String... more) {
        Stream<String> fixed = Stream.of(
                "train",
                "--data=" + folder.resolve("t.csv"),
                "--model=" + folder.resolve("m.safetensors"),
                "--out=" + folder.resolve("out"),
                "--json=" + folder.resolve("m.json"),
                "--kernels=scalar",
                "--quiet",
                Stream.of(more).anyMatch(option -> option.startsWith("--epochs")) ? "--seed=1" : "--epochs=5");
        return CommandRun.of(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
    }

    private CommandRun run(String command, String... more) {
        Stream<String> fixed = Stream.of(command, "--model=" + folder.resolve("m.safetensors"));
        return CommandRun.of(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
    }

    private static String rows(String header, String pattern, int rows) {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < rows; i++) {
            int x = 1 + i * 7 % 50;
            text.append(pattern.formatted(x, x % 10, x > 25 ? "yes" : "no")).append('\n');
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void charsetsWithoutMarkAndGzip(String charset) throws IOException {
        byte[] text = rows("größe,y", "%d.%d,%s", 60).getBytes(Charset.forName(charset));
        Files.write(folder.resolve("t.csv"), text);
        CommandRun plain = train("--target=y");
        assertThat(plain.exit()).as("%s", plain.err()).isZero();
        assertThat(plain.out()).contains("column    'größe': number, 1.1 to 50");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text);
        }
        Files.write(folder.resolve("t.csv"), packed.toByteArray());
        assertThat(train("--target=y").out())
                .startsWith(plain.out().subList(0, 3).toArray(String[]::new));
        byte[] cut = packed.toByteArray();
        Files.write(folder.resolve("t.csv"), Arrays.copyOf(cut, cut.length / 2));
        assertThat(train("--target=y").err())
                .singleElement()
                .asString()
                .contains("t.csv: compressed by gzip, but damaged or cut off");
    }

    @Test
    void commentsAreSkippedOnRequestAndHintedAt() throws IOException {
        String text = "# made by hand; 2024\n" + rows("a,y", "%d.%d,%s", 30) + "# more\n" + "1.5,yes\n";
        Files.writeString(folder.resolve("t.csv"), text);
        assertThat(train("--target=y").err()).singleElement().asString().contains("--comment '#'");
        CommandRun run = train("--target=y", "--comment=#");
        assertThat(run.exit()).as("%s", run.err()).isZero();
        assertThat(run.out()).contains("table     31 rows, 2 columns");
    }

    @Test
    void numbersOfAnyNotationAreReadAlikeWhenPredicting() throws IOException {
        Files.writeString(folder.resolve("t.csv"), rows("a;y", "%1$d.%2$d00,50 €;%3$s", 60));
        CommandRun run = train("--target=y", "--missing-values=gone,-");
        assertThat(run.exit()).as("%s", run.err()).isZero();
        assertThat(run.out())
                .anyMatch(line -> line.contains("'a': number")
                        && line.contains("written with '€', with points between thousands, with a decimal comma"));
        Files.writeString(folder.resolve("new.csv"), "a\n\"1.500,00 €\"\ngone\n\"49.900,50 €\"\n");
        CommandRun predicted = run("predict", "--data=" + folder.resolve("new.csv"));
        assertThat(predicted.exit()).as("%s", predicted.err()).isZero();
        Files.writeString(folder.resolve("new.csv"), "a\n\"1.500,00 €\"\n$5\n");
        assertThat(run("predict", "--data=" + folder.resolve("new.csv")).err())
                .singleElement()
                .asString()
                .contains("new.csv, line 3, column 'a': '$5' is not a number with '€'");
        Map<String, Object> json = JsonText.read(folder.resolve("m.json"));
        assertThat(json.get("understood")).asString().contains("written with '€'");
    }

    @Test
    void categoriesThatTrainingHasNotSeenAreNamed() throws IOException {
        Files.writeString(folder.resolve("t.csv"), rows("a,b,y", "%d,c%d,%s", 60));
        assertThat(train("--target=y").exit()).isZero();
        Files.writeString(folder.resolve("new.csv"), "b,a,y\nc1,3,no\n new,4,yes\nc22,5,no\nC2,5,no\n,6,no\n");
        String data = "--data=" + folder.resolve("new.csv");
        for (String command : List.of("predict", "eval")) {
            CommandRun run = run(command, data);
            assertThat(run.exit()).isZero();
            assertThat(run.err())
                    .containsExactly("nn " + command
                            + ": column 'b': 2 cells with a category that training has not seen, such as 'new'");
        }
        Files.writeString(folder.resolve("new.csv"), "b,a\nc1,3\n");
        assertThat(run("predict", data).err()).isEmpty();
        Files.writeString(folder.resolve("new.csv"), "c1,3\nc2,4\n");
        assertThat(run("predict", data).err())
                .singleElement()
                .asString()
                .endsWith("there are: c1, 3; the first line must have the columns' names");
    }

    /** What a message advises can be typed as it stands. */
    @Test
    void textsWithCommasCanStandForMissingValues() throws IOException {
        Files.writeString(folder.resolve("t.csv"), rows("a,y", "%d.%d,%s", 60) + "\"none, really\",yes\n<5,no\n");
        assertThat(train("--target=y").err())
                .singleElement()
                .asString()
                .endsWith("--missing-values '\"none, really\",<5' would read them as missing");
        CommandRun run = train("--target=y", "--missing-values", "\"none, really\",<5");
        assertThat(run.exit()).as("%s", run.err()).isZero();
        assertThat(run.out()).contains("column    'a': number, 1.1 to 50, 2 missing");
    }

    @Test
    void whereTheWayOutIsAnotherOptionItIsNamed() throws IOException {
        Files.writeString(folder.resolve("t.csv"), rows("a:y", "%d.%d:%s", 60));
        assertThat(train("--target=y").err()).singleElement().asString().contains("--delimiter says which");
        assertThat(train("--target=y", "--delimiter=:").exit()).isZero();
        Files.writeString(folder.resolve("t.csv"), rows("größe,y", "%d.%d,%s", 60), StandardCharsets.ISO_8859_1);
        assertThat(train("--target=y").err())
                .singleElement()
                .asString()
                .contains("not text in UTF-8; --charset windows-1252");
        assertThat(train("--target=y", "--charset=windows-1252").exit()).isZero();
        CommandRun run = train("--target=y", "--charset=latin1", "--test=" + folder.resolve("other.csv"));
        assertThat(run.exit()).isEqualTo(1);
        Files.writeString(folder.resolve("other.csv"), "größe,y\n1,perhaps\n", StandardCharsets.ISO_8859_1);
        assertThat(train("--target=y", "--charset=latin1", "--test=" + folder.resolve("other.csv"))
                        .err())
                .singleElement()
                .asString()
                .contains("'perhaps' was not in training")
                .endsWith("the model is written, " + folder.resolve("m.safetensors"));
        Files.createDirectory(folder.resolve("d"));
        assertThat(train("--target=y", "--test=" + folder.resolve("d")).err())
                .singleElement()
                .asString()
                .endsWith("d: a folder, a CSV file was expected");
    }

    @Test
    void aMissingHeaderIsHintedAt() throws IOException {
        Files.writeString(folder.resolve("t.csv"), rows("5.0,yes", "%d.%d,%s", 30));
        assertThat(train("--target=y").err()).singleElement().asString().contains("no column 'y'", "--no-header");
        assertThat(train("--target=yes").out()).anyMatch(line -> line.contains("--no-header"));
        assertThat(train("--target=column_2", "--no-header").out()).noneMatch(line -> line.contains("--no-header"));
    }

    /** What is taken for CSV by mistake is named by its first bytes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PK\\3\\4abc                      | a zip archive or an Excel workbook, not text; export it as CSV",
                "\\320\\317\\21\\340\\241\\261        | an Excel workbook or another Office file",
                "PAR1\\25\\4                       | a Parquet file",
                "\\223NUMPY\\1                     | a NumPy array",
                "SQLite format 3\\0              | an SQLite database",
                "%PDF-1.7                        | a PDF document",
                "BZh91AY&SY                      | compressed by bzip2; unpack it, or pack it by gzip",
                "\\3757zXZ\\0                      | compressed by xz",
                "(\\265/\\375                      | compressed by zstd",
                "version https://git-lfs.github.com/spec/v1 | 'git lfs pull' fetches the file itself",
                "[ {\"a\": 1}]                    | JSON, not CSV",
                "{\"a\": 1}                       | JSON, not CSV",
                "<!DOCTYPE html><title>          | HTML or XML, not CSV",
                "<?xml version='1.0'?>           | HTML or XML, not CSV",
            })
    void otherKindsOfFilesAreNamed(String start, String message) throws IOException {
        Files.write(folder.resolve("t.csv"), start.translateEscapes().getBytes(StandardCharsets.ISO_8859_1));
        assertThat(train("--target=y").err())
                .singleElement()
                .asString()
                .startsWith("nn train: " + folder.resolve("t.csv") + ": ")
                .contains(message);
    }

    @Test
    void namesThatLookLikeTheStartOfOtherFilesAreNames() throws IOException {
        Files.writeString(folder.resolve("t.csv"), rows("PAR1,y", "%d.%d,%s", 40));
        assertThat(train("--target=y").exit()).isZero();
    }

    @Test
    void aTitleAboveTheHeaderIsPointedAt() throws IOException {
        Files.writeString(folder.resolve("t.csv"), "Sales of 2024,,\n,,\n" + rows("a,b,y", "%d,%d,%s", 40));
        assertThat(train("--target=y").err())
                .singleElement()
                .asString()
                .endsWith("; line 3 has it, but the first line must have the columns' names");
    }

    @Test
    void aValueThatNeverEndsIsExplained() throws IOException {
        Files.writeString(folder.resolve("t.csv"), "a,y\n1,\"" + "no end ".repeat(200_000));
        assertThat(train("--target=y").err())
                .singleElement()
                .asString()
                .endsWith("a value has more than 1,048,576 characters; is a quote opened that is never closed?");
    }

    /** Trained on a table of one country, asked about one of another. */
    @Test
    void anotherDecimalMarkCanBeGivenWhenPredicting() throws IOException {
        Files.writeString(folder.resolve("t.csv"), rows("a;y", "%d,%d5;%s", 60));
        assertThat(train("--target=y").exit()).isZero();
        Files.writeString(folder.resolve("comma.csv"), "a\n\"7,75\"\n\"1,234\"\n");
        Files.writeString(folder.resolve("point.csv"), "a\n7.75\n1.234\n");
        String point = "--data=" + folder.resolve("point.csv");
        assertThat(run("predict", point).err())
                .singleElement()
                .asString()
                .endsWith("--no-decimal-comma reads points as decimal marks");
        assertThat(run("predict", point, "--no-decimal-comma").out())
                .hasSize(3)
                .isEqualTo(
                        run("predict", "--data=" + folder.resolve("comma.csv")).out());
    }

    @Test
    void numbersFarFromTrainingAreNamed() throws IOException {
        Files.writeString(folder.resolve("t.csv"), rows("year,b,y", "19%02d,%d,%s", 60));
        assertThat(train("--target=y").exit()).isZero();
        Files.writeString(folder.resolve("new.csv"), "b,year,y\n3,1960,no\n4,60,no\n5,2030,yes\n6,202300,yes\n");
        for (String command : List.of("predict", "eval")) {
            CommandRun run = run(command, "--data=" + folder.resolve("new.csv"));
            assertThat(run.exit()).isZero();
            assertThat(run.err())
                    .containsExactly(
                            "nn " + command
                                    + ": column 'year': 2 cells more than 30 standard deviations from the mean in training, such as '60'");
        }
        Files.writeString(folder.resolve("new.csv"), "b,year\n3,1960\n4,2030\n");
        assertThat(run("predict", "--data=" + folder.resolve("new.csv")).err()).isEmpty();
    }

    @Test
    void linesOfBlanksAreEmpty() throws IOException {
        Files.writeString(folder.resolve("t.csv"), "\n  \n" + rows("a,b,y", "%d,%d,%s", 40) + " \t\n5,5,no\n\n");
        CommandRun run = train("--target=y");
        assertThat(run.out()).contains("table     41 rows, 3 columns");
        Files.writeString(folder.resolve("t.csv"), "a,b,y,\n1,2,no\n");
        assertThat(train("--target=y").err())
                .singleElement()
                .asString()
                .endsWith("; the header ends with a delimiter, the row doesn't");
        Files.writeString(folder.resolve("t.csv"), "a,b\n1,\"say \\\"hi\\\"\"\n");
        assertThat(train("--target=b").err())
                .singleElement()
                .asString()
                .contains("a quote within quotes is written twice");
    }

    /** Points of time, and numbers that no float can hold. */
    @ParameterizedTest
    @ValueSource(doubles = {1_700_000_000_000.0, 1_700_000_000.0, 1e300, 1e-300, -5e15})
    void regressionsReadBackExactly(double base) throws IOException {
        List<String> lines = new ArrayList<>(List.of("x,when"));
        double unit = Math.abs(base) > 1e16 || Math.abs(base) < 1 ? base : 1;
        for (int i = 0; i < 60; i++) {
            double x = i * 7 % 50 / 10.0;
            lines.add(x + "," + (unit == 1 ? base + 20 * x : base * x + base));
        }
        Files.write(folder.resolve("t.csv"), lines);
        CommandRun run = train("--target=when", "--epochs=60");
        assertThat(run.exit()).as("%s", run.err()).isZero();
        String data = "--data=" + folder.resolve("t.csv");
        List<String> out = run("predict", data).out();
        TableModel model = TableModel.read(folder.resolve("m.safetensors"));
        double sum = 0;
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            double predicted = Double.parseDouble(out.get(i));
            assertThat(predicted).isEqualTo(model.predict(cells[0]).value());
            sum += Math.abs(predicted - Double.parseDouble(cells[1])) / 60;
        }
        double spread = unit == 1 ? 100 : 5 * unit;
        assertThat(sum).isLessThan(0.1 * spread);
        run("eval", data, "--json=" + folder.resolve("e.json"));
        Map<String, Object> json = JsonText.read(folder.resolve("e.json"));
        assertThat((Double) json.get("testScore")).isGreaterThan(0.9);
        assertThat((Double) json.get("meanAbsoluteError")).isBetween(0.999999 * sum, 1.000001 * sum);
        assertThat((Double) json.get("rootMeanSquaredError")).isBetween(sum, 0.2 * spread);
    }

    @Test
    void rareClassesAreMeasuredThemselves() throws IOException {
        StringBuilder text = new StringBuilder("a,y\n");
        for (int i = 0; i < 400; i++) {
            text.append(i * 31 % 100)
                    .append(".5,")
                    .append(i % 25 == 0 ? "fraud" : "ok")
                    .append('\n');
        }
        Files.writeString(folder.resolve("t.csv"), text);
        CommandRun run = train("--target=y", "--test=" + folder.resolve("t.csv"), "--class-weights=balanced");
        assertThat(run.exit()).as("%s", run.err()).isZero();
        assertThat(run.out()).as("advice that was followed").noneMatch(line -> line.startsWith("warning"));
        assertThat(run.out()).anyMatch(line -> line.startsWith("class     'fraud': recall"));
        assertThat(run.out()).anyMatch(line -> line.startsWith("balanced  "));
        Map<String, Object> json = JsonText.read(folder.resolve("m.json"));
        Map<?, ?> classes = (Map<?, ?>) Objects.requireNonNull(json.get("testClasses"));
        assertThat(classes.keySet().stream().map(String::valueOf))
                .contains("balancedAccuracy", "macroF1", "auc", "classes");
        assertThat(train("--target=y", "--class-weights=some").exit()).isEqualTo(2);
    }

    @Test
    void manyColumnsTakeTwentyLines() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < 60; c++) text.append("c").append(c).append(',');
        text.append("y\n");
        for (int i = 0; i < 30; i++) {
            for (int c = 0; c < 60; c++)
                text.append(c == 50 ? "same" : (i * (c + 3) % 17) + ".5").append(',');
            text.append(i % 2 == 0 ? "yes" : "no").append('\n');
        }
        Files.writeString(folder.resolve("t.csv"), text);
        List<String> lines = train("--target=y").out().stream()
                .filter(line -> line.startsWith("column "))
                .toList();
        assertThat(lines).hasSize(20);
        assertThat(lines).contains("column    'c50': left out: constant");
        assertThat(lines.getLast()).isEqualTo("column    41 more: 41 numbers; --json FILE lists all");
    }

    /** Without the scaling all predictions would be wrong, so such a file is no bare network either. */
    @Test
    void scaledNetworksWithoutSchemaAreRefused() throws IOException {
        Network network = Network.input(1).dense(2).build(Initializer.he(), 1);
        Map<String, String> metadata = Map.of("features", "a", "means", "[1.0]", "deviations", "[2.0]");
        Safetensors.write(folder.resolve("m.safetensors"), network, metadata);
        Files.writeString(folder.resolve("new.csv"), "a\n1\n", StandardCharsets.UTF_8);
        CommandRun run = run("predict", "--data=" + folder.resolve("new.csv"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).singleElement().asString().contains("m.safetensors", "train the model again");
    }

    @Test
    void copiesAreHeldOutTogetherAndCounted() throws IOException {
        StringBuilder text = new StringBuilder("a,b,y\n");
        for (int k = 0; k < 2; k++)
            for (int i = 0; i < 40; i++) text.append("%d.5,%d,%s\n".formatted(i, i % 7, i > 19));
        Files.writeString(folder.resolve("t.csv"), text);
        assertThat(train("--target=y").out())
                .contains("copies    40 of 80 rows repeat an earlier one, cell for cell;"
                        + " held out together with it, so that none is measured on that was learnt");
        assertThat(Files.readString(folder.resolve("m.json")))
                .contains("\"copiedRows\" : 40", "\"copiesHeldOutTogether\" : true");
    }

    @Test
    void unitsMayBeOptional() throws IOException {
        StringBuilder text = new StringBuilder("weight,y\n");
        for (int i = 0; i < 40; i++)
            text.append(i).append(i == 9 ? ".5" : ".5 kg").append(i > 19 ? ",yes\n" : ",no\n");
        Files.writeString(folder.resolve("t.csv"), text);
        assertThat(train("--target=y").err())
                .singleElement()
                .asString()
                .endsWith("; --optional-unit reads numbers without 'kg' as with it");
        CommandRun run = train("--target=y", "--optional-unit");
        assertThat(run.out())
                .contains("column    'weight': number, 0.5 to 39.5, written with 'kg' or without: '10.5 kg' is 10.5");
        // The model keeps it.
        Files.writeString(folder.resolve("new.csv"), "weight\n30\n30 kg\n");
        List<String> answers =
                run("predict", "--data=" + folder.resolve("new.csv")).out();
        assertThat(answers).hasSize(3);
        assertThat(answers.get(1)).isEqualTo(answers.get(2));
    }

    /** Files that were put one behind the other, and the mark that DOS ended files with. */
    @Test
    void aHeaderInTheMiddleIsNamed() throws IOException {
        String text = rows("a,y", "%d.%d,%s", 30);
        Files.writeString(folder.resolve("t.csv"), text + text);
        assertThat(train("--target=y").err())
                .singleElement()
                .asString()
                .endsWith("t.csv, line 32: the header stands there again; delete that line");
        Files.writeString(folder.resolve("t.csv"), text + "\u001a");
        assertThat(train("--target=y").exit()).isZero();
    }
}
