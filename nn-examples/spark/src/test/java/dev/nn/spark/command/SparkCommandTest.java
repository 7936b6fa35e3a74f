package dev.nn.spark.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.spark.LocalSpark;
import dev.nn.table.TableModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands as a user calls them, on a table of their own. */
final class SparkCommandTest {
    @TempDir
    private Path folder;

    private String output = "";
    private String errors = "";

    /** {@code ./nn spark --help} prints the file, so that nothing has to be downloaded for it. */
    @Test
    void theLaunchersHelpIsTheCommands() throws Exception {
        String help =
                SparkCommand.commandLine().setUsageHelpAutoWidth(false).getUsageMessage(CommandLine.Help.Ansi.OFF);
        assertThat(Files.readString(Path.of("src/main/help.txt"))).isEqualToNormalizingNewlines(help);
    }

    @Test
    void trainsOnTextClasses() throws Exception {
        Path out = folder.resolve("net.safetensors"), json = folder.resolve("result.json");
        int code = run(
                "train",
                "--data",
                table(),
                "--target",
                "kind",
                "--features",
                "a,b",
                "--hidden",
                "16",
                "--batch",
                "32",
                "--epochs",
                "6",
                "--lr",
                "0.02",
                "--out",
                out.toString(),
                "--json",
                json.toString());
        assertThat(code).as(errors).isZero();
        assertThat(output)
                .contains("target    'kind': 2 classes: other, same")
                .contains("column    'price': left out: as asked");
        assertThat(number(Files.readString(json), "accuracy")).isGreaterThan(0.9);
        TableModel model = TableModel.read(out);
        assertThat(model.predict(Map.of("a", "1.5", "b", "180")).label()).isEqualTo("same");
        assertThat(model.predict(Map.of("a", "1.5", "b", "20")).label()).isEqualTo("other");
    }

    @Test
    void trainsOnNumbers() throws Exception {
        Path json = folder.resolve("result.json");
        int code = run(
                "train",
                "--data",
                table(),
                "--target",
                "price",
                "--features",
                "a,b",
                "--hidden",
                "16",
                "--batch",
                "32",
                "--epochs",
                "12",
                "--lr",
                "0.02",
                "--local-steps",
                "2",
                "--json",
                json.toString());
        assertThat(code).as(errors).isZero();
        assertThat(number(Files.readString(json), "r2")).isGreaterThan(0.9);
    }

    /** Text, missing values, numbers with units: all that nn train reads. The file is one for TableModel. */
    @Test
    void readsTablesAsNnTrainDoes() throws Exception {
        Random random = new Random(4);
        StringBuilder text = new StringBuilder("size,colour,when\n");
        for (int i = 0; i < 600; i++) {
            double size = random.nextInt(40) / 2.0;
            String colour = random.nextBoolean() ? "red" : "blue";
            long when = Math.round(1_700_000_000 + 5 * size + (colour.equals("red") ? 60 : 0));
            text.append(i % 20 == 0 ? "unknown" : size + " kg")
                    .append(',')
                    .append(colour)
                    .append(',')
                    .append(i == 77 ? "" : when)
                    .append('\n');
        }
        Path data = Files.writeString(folder.resolve("units.csv"), text), out = folder.resolve("m.safetensors");
        int code = run(
                "train",
                "--data",
                data.toString(),
                "--target",
                "when",
                "--hidden",
                "16",
                "--batch",
                "32",
                "--epochs",
                "20",
                "--lr",
                "0.02",
                "--local-steps",
                "2",
                "--out",
                out.toString());
        assertThat(code).as(errors).isZero();
        assertThat(output).contains("column    'size': number, 0 to 19.5", "'unknown'", "2 categories: blue, red");
        TableModel model = TableModel.read(out);
        double red = model.predict(Map.of("size", "10.0 kg", "colour", "red")).value();
        double blue = model.predict(Map.of("size", "10.0 kg", "colour", "blue")).value();
        assertThat(red).isCloseTo(1_700_000_110, within(20.0));
        assertThat(blue).isCloseTo(1_700_000_050, within(20.0));
        assertThat(model.predict(Map.of("size", "unknown", "colour", "red")).value())
                .isCloseTo(1_700_000_110, within(40.0));
    }

    /** With nothing said but the target, 150 rows in three parts of Parquet files, with missing cells. */
    @Test
    void smallTablesTrainWellByDefault() throws Exception {
        Path irises = Path.of("../src/test/resources/dev/nn/examples/table/iris.csv");
        Path parquet = folder.resolve("irises");
        SparkSession session = LocalSpark.open("local[2]");
        try {
            Dataset<Row> table = session.read()
                    .option("header", true)
                    .option("inferSchema", true)
                    .csv(irises.toString());
            table.withColumn(
                            "sepal_width",
                            functions
                                    .when(table.col("sepal_width").equalTo(3.0), functions.lit(null))
                                    .otherwise(table.col("sepal_width")))
                    .repartition(3)
                    .write()
                    .parquet(parquet.toString());
        } finally {
            session.stop();
        }
        for (String data : List.of(irises.toString(), parquet.toString())) {
            Path json = folder.resolve("iris.json");
            assertThat(run("train", "--data", data, "--target", "target", "--test", "0.4", "--json", json.toString()))
                    .as(errors)
                    .isZero();
            assertThat(number(Files.readString(json), "accuracy")).isGreaterThan(0.9);
        }
    }

    @Test
    void refusesParquetColumnsWithoutTexts() throws Exception {
        Path parquet = folder.resolve("arrays");
        SparkSession session = LocalSpark.open("local[2]");
        try {
            session.range(40)
                    .selectExpr("id as a", "array(id, id) as b", "id % 2 as c")
                    .write()
                    .parquet(parquet.toString());
        } finally {
            session.stop();
        }
        assertThat(run("train", "--data", parquet.toString(), "--target", "c"))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(errors).hasLineCount(1).contains("column 'b' holds array<bigint>", "--features");
        assertThat(run("train", "--data", parquet.toString(), "--target", "c", "--features", "a", "--epochs", "1"))
                .as(errors)
                .isZero();
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertThat(run("train", "--data", table(), "--target", "cost")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(errors).isEqualTo("nn spark train: no column 'cost'; the table has a, b, price, kind\n");
        assertThat(run("train", "--data", folder.resolve("none.csv").toString(), "--target", "y"))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(errors).hasLineCount(1).contains("none.csv");
    }

    private int run(String... arguments) {
        StringWriter out = new StringWriter(), err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--master", "local[2]"));
        int code = SparkCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        output = out.toString();
        errors = err.toString();
        return code;
    }

    private String table() throws Exception {
        Random random = new Random(2);
        StringBuilder text = new StringBuilder("a,b,price,kind\n");
        for (int i = 0; i < 1500; i++) {
            double a = random.nextGaussian(), b = 50 * random.nextGaussian() + 100;
            double price = 3 * a + b / 50 + 0.1 * random.nextGaussian();
            text.append(String.format(
                    Locale.ROOT, "%.4f,%.4f,%.4f,%s%n", a, b, price, a * (b - 100) > 0 ? "same" : "other"));
        }
        return Files.writeString(folder.resolve("table.csv"), text).toString();
    }

    private static double number(String json, String key) {
        int at = json.indexOf(':', json.indexOf("\"" + key + "\"")) + 1;
        return Double.parseDouble(json.substring(at, json.indexOf(',', at)).strip());
    }
}
