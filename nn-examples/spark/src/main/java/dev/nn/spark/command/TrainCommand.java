package dev.nn.spark.command;

import dev.nn.command.JsonFile;
import dev.nn.command.Machine;
import dev.nn.command.Version;
import dev.nn.format.AtomicFile;
import dev.nn.format.Safetensors;
import dev.nn.loss.Loss;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.spark.SparkScorer;
import dev.nn.training.History;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nn spark train}: trains on a table in a CSV file, on Spark. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Train on a table in CSV files with a header line, read by Spark, and test on rows that were set aside.",
            "A target of whole numbers from 0 to at most 99, or of text, is a class; else it is a number to predict.",
            ""
        },
        footer = {"", "Example: nn spark train --data houses.csv --target price --hidden 64,64 --epochs 20"})
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", required = true, paramLabel = "PATH", description = "CSV file or folder of files.")
    private String data = "";

    @Option(names = "--target", required = true, paramLabel = "COLUMN", description = "The column to predict.")
    private String target = "";

    @Option(
            names = "--features",
            paramLabel = "COLUMN",
            split = ",",
            description = "The columns to predict it from (default: all others).")
    private List<String> features = List.of();

    @Option(
            names = "--test",
            paramLabel = "SHARE",
            description = "Share of the rows to test on (default: ${DEFAULT-VALUE}).")
    private double testShare = 0.2;

    @Mixin
    private SparkOptions options = new SparkOptions();

    @Mixin
    private Session session = new Session();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the network as safetensors, with the scale of its inputs in the metadata.")
    private @Nullable Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON, too.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("the share of test rows must be between 0 and 1, not " + testShare);
        }
        for (Path file : new Path[] {json, out}) {
            if (file != null) AtomicFile.check(file);
        }
        SparkSession spark = session.open("nn spark train");
        try {
            train(spark);
        } finally {
            spark.stop();
        }
        return ExitCode.OK;
    }

    private void train(SparkSession spark) throws Exception {
        PrintWriter print = spec.commandLine().getOut();
        CsvTable table = CsvTable.read(spark, data, target, features, testShare, options);
        int outputs = table.classes().isEmpty() ? 1 : table.classes().size();
        Loss loss = table.classes().isEmpty() ? new MeanSquaredError() : new SoftmaxCrossEntropy();
        Network network = options.network(table.features().size(), outputs);
        print.printf(
                Locale.ROOT,
                "table     %d features, %s%n",
                table.features().size(),
                table.classes().isEmpty() ? "a number to predict" : outputs + " classes");
        print.printf(Locale.ROOT, "network   %s, %,d parameters%n", network, network.parameterCount());
        print.flush();
        History history = options.trainer(network, loss).fit(table.train(), table.features(), List.of(CsvTable.LABEL));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("command", "spark train");
        measure(network, table, report, print);
        report.put("samplesPerSecond", history.rowsPerSecond());
        report.put("trainLoss", history.last().trainLoss());
        report.putAll(options.json());
        report.put("parameters", network.parameterCount());
        report.put("kernels", network.kernels().name());
        report.putAll(Machine.here().json());
        print.printf(Locale.ROOT, "speed     %,.0f samples/s%n", history.rowsPerSecond());
        if (out != null) Safetensors.write(out, network, table.metadata());
        if (json != null) JsonFile.write(json, report);
    }

    private static void measure(Network network, CsvTable table, Map<String, Object> report, PrintWriter print) {
        String[] columns = table.features().toArray(String[]::new);
        if (table.classes().isEmpty()) {
            Dataset<Row> scored =
                    SparkScorer.regressor(network).features(columns).transform(table.test());
            double error = Scores.rootMeanSquare(scored, CsvTable.LABEL) * table.targetDeviation();
            double r2 = 1 - error * error / table.testVariance();
            report.put("rmse", error);
            report.put("r2", r2);
            print.printf(Locale.ROOT, "error     %.4g (root mean square), R² %.4f on the test rows%n", error, r2);
        } else {
            Dataset<Row> scored =
                    SparkScorer.classifier(network).features(columns).transform(table.test());
            double accuracy = Scores.accuracy(scored, CsvTable.LABEL);
            report.put("accuracy", accuracy);
            print.printf(Locale.ROOT, "accuracy  %.2f %% of the test rows%n", 100 * accuracy);
        }
    }
}
