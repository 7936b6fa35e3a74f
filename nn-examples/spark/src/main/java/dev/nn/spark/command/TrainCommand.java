package dev.nn.spark.command;

import dev.nn.command.JsonFile;
import dev.nn.command.Machine;
import dev.nn.command.Version;
import dev.nn.examples.table.UnderstandingLines;
import dev.nn.format.AtomicFile;
import dev.nn.network.Network;
import dev.nn.spark.SparkTrainer;
import dev.nn.table.NumberTarget;
import dev.nn.table.Schema;
import dev.nn.table.TableBatch;
import dev.nn.table.TableModel;
import dev.nn.table.TablePlan;
import dev.nn.table.TableScore;
import dev.nn.table.Target;
import dev.nn.training.History;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nn spark train}: trains on a table, on Spark. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        resourceBundle = "dev.nn.spark.command.train",
        sortOptions = false,
        description = {
            "Train on a table in CSV or Parquet files, read by Spark, and test on rows that were set aside.",
            "Columns are understood as by nn train, and the model's file is one for nn predict and nn eval.",
            ""
        },
        footer = {"", "Example: nn spark train --data houses.parquet --target price --out houses.safetensors"})
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "CSV file with a header line, Parquet file, or folder of such.")
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
    private SparkOptions options = SparkOptions.table();

    @Mixin
    private Session session = new Session();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the model as safetensors, for nn predict, nn eval and TableModel.read.")
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
        SparkTable table = SparkTable.read(spark, data, target, features, testShare);
        Schema schema = table.understood().schema();
        UnderstandingLines.of(table.table(), table.understood()).forEach(print::println);
        long rows = table.train().count();
        TablePlan plan = options.tableTrainer().plan(schema, (int) Math.min(rows, Integer.MAX_VALUE));
        Network network = plan.network();
        Integer chosen = options.partitionsIfGiven();
        int parts = chosen == null ? SparkTrainer.partitionsFor(rows, schema.inputs()) : chosen;
        print.printf(Locale.ROOT, "network   %s, %,d parameters%n", network, network.parameterCount());
        print.flush();
        List<String> columns = table.table().columns();
        EncodeRows encode = new EncodeRows(
                schema.toJson(), new ArrayList<>(columns), table.table().column(target));
        History history =
                Session.completed(options.trainer(plan, schema.target().loss())
                        .fit(table.parts(parts).javaRDD().mapPartitions(encode)));
        TableModel model = new TableModel(schema, network);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("command", "spark train");
        measure(model, table, report, print);
        report.put("samplesPerSecond", history.rowsPerSecond());
        report.put("trainLoss", history.last().trainLoss());
        report.putAll(options.json(parts, plan.batchSize(), plan.epochs()));
        report.put("parameters", network.parameterCount());
        report.put("kernels", network.kernels().name());
        report.putAll(Machine.here().json());
        print.printf(Locale.ROOT, "speed     %,.0f samples/s%n", history.rowsPerSecond());
        if (out != null) model.write(out);
        if (json != null) JsonFile.write(json, report);
    }

    /** Scores the rows that were set aside, on the driver, as {@code nn eval} would. */
    private void measure(TableModel model, SparkTable table, Map<String, Object> report, PrintWriter print) {
        Target predicted = model.schema().target();
        TableScore score = new TableScore(predicted);
        TableBatch batch = model.newBatch(1);
        List<String> columns = table.table().columns();
        int[] places = model.schema().locate(data, columns);
        int label = table.table().column(target);
        Iterator<Row> rows = table.test().toLocalIterator();
        while (rows.hasNext()) {
            String[] cells = SparkTable.cells(rows.next());
            if (predicted.isMissing(cells[label])) continue;
            batch.set(0, cells, places);
            score.add(batch.run(1), 0, cells[label]);
        }
        report.put("testRows", score.rows());
        if (predicted instanceof NumberTarget number) {
            // The loss is the mean squared error of scaled numbers.
            double error = Math.sqrt(score.loss()) * number.deviation();
            report.put("rmse", error);
            report.put("r2", score.score());
            print.printf(
                    Locale.ROOT, "error     %.4g (root mean square), R² %.4f on the test rows%n", error, score.score());
        } else {
            report.put("accuracy", score.score());
            print.printf(Locale.ROOT, "accuracy  %.2f %% of the test rows%n", 100 * score.score());
        }
    }
}
