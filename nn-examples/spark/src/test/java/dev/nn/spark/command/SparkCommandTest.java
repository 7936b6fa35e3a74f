package dev.nn.spark.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.format.Safetensors;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands as a user calls them, on a table of their own. */
final class SparkCommandTest {
    @TempDir
    private Path folder;

    private String output = "";
    private String errors = "";

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
        assertThat(output).contains("2 features, 2 classes");
        assertThat(number(Files.readString(json), "accuracy")).isGreaterThan(0.9);
        assertThat(Safetensors.readNetwork(out).in()).isEqualTo(2);
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

    @Test
    void saysWhatIsWrong() throws Exception {
        assertThat(run("train", "--data", table(), "--target", "cost")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(errors).isEqualTo("nn spark train: no column 'cost'; the table has a, b, price, kind\n");
        assertThat(run("train", "--data", table(), "--target", "price")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(errors).contains("column 'kind' is string, not numbers");
        Path holes = folder.resolve("holes.csv");
        Files.writeString(holes, "x,y\n1,2\n,3\n4,\n5,6\n,1\n");
        assertThat(run("train", "--data", holes.toString(), "--target", "y")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(errors).isEqualTo("nn spark train: no value for 'x' in 2 rows, 'y' in 1 rows\n");
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
