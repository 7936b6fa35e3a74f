package dev.nn.spark.command;

import dev.nn.command.JsonFile;
import dev.nn.command.Machine;
import dev.nn.command.Version;
import dev.nn.format.AtomicFile;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.spark.SparkScorer;
import dev.nn.training.History;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

/** {@code nn spark mnist}: trains on handwritten digits that are spread over Spark's executors. */
@Command(
        name = "mnist",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {"Train a network on 60,000 handwritten digits, on Spark, and test it on 10,000 others.", ""})
final class MnistCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SparkOptions options = SparkOptions.digits();

    @Mixin
    private Session session = new Session();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON, too.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        if (json != null) AtomicFile.check(json);
        Network network = options.network(DigitTable.PIXELS, DigitTable.CLASSES);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "network   %s, %,d parameters%n", network, network.parameterCount());
        out.flush();
        SparkSession spark = session.open("nn spark mnist");
        try {
            String master = spark.sparkContext().master();
            out.printf("running   %s, %d partitions%n", master, options.partitions());
            out.flush();
            long start = System.nanoTime();
            History history = Session.completed(options.trainer(network, new SoftmaxCrossEntropy())
                    .fit(DigitTable.of(spark, "train", options.partitions()), "features", "label"));
            double seconds = (System.nanoTime() - start) * 1e-9;
            Dataset<Row> test = DigitTable.of(spark, "t10k", options.partitions());
            double accuracy = Scores.accuracy(SparkScorer.classifier(network).transform(test), "label");
            out.printf(Locale.ROOT, "accuracy  %.2f %% of the 10,000 test images%n", 100 * accuracy);
            out.printf(Locale.ROOT, "speed     %,.0f samples/s%n", history.rowsPerSecond());
            if (json != null) JsonFile.write(json, report(network, history, accuracy, seconds, master));
        } finally {
            spark.stop();
        }
        return ExitCode.OK;
    }

    private Map<String, Object> report(
            Network network, History history, double accuracy, double seconds, String master) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("command", "spark mnist");
        report.put("accuracy", accuracy);
        report.put("samplesPerSecond", history.rowsPerSecond());
        report.put("seconds", seconds);
        report.put(
                "epochSeconds",
                history.epochs().stream().map(epoch -> epoch.seconds()).toList());
        report.put("trainLoss", history.last().trainLoss());
        report.put("master", master);
        report.putAll(options.json());
        report.put("parameters", network.parameterCount());
        report.put("kernels", network.kernels().name());
        report.putAll(Machine.here().json());
        return report;
    }
}
