package dev.nn.spark.command;

import dev.nn.command.Version;
import dev.nn.format.AtomicFile;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.spark.SparkTrainer;
import dev.nn.training.Epoch;
import dev.nn.training.History;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
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

/** {@code nn spark scaling}: measures a step and says what a cluster would make of it. */
@Command(
        name = "scaling",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Measure what a row and an exchange cost here, with one task, and compute from that how steps would scale.",
            ""
        })
final class ScalingCommand implements Callable<Integer> {
    private static final int SMALL = 250;
    private static final int LARGE = 4000;
    private static final int EPOCHS = 4;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Session session = new Session();

    @Option(
            names = "--bandwidth",
            paramLabel = "GBIT",
            description = "Of the network, in Gbit/s (default: ${DEFAULT-VALUE}).")
    private double bandwidth = 10;

    @Option(names = "--out", paramLabel = "FILE", description = "Draw a picture (PNG).")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
        if (!(bandwidth > 0)) throw new IllegalArgumentException("the bandwidth must be positive, not " + bandwidth);
        if (out != null) AtomicFile.check(out);
        Network network = SparkOptions.digits().network(DigitTable.PIXELS, DigitTable.CLASSES);
        ScalingModel model;
        SparkSession spark = session.open("nn spark scaling");
        try {
            model = measure(network, DigitTable.of(spark, "train", 1));
        } finally {
            spark.stop();
        }
        print(model);
        if (out != null) ScalingPicture.write(out, model);
        return ExitCode.OK;
    }

    /** From the time of a small and of a large step follow that of a row and that of an exchange. */
    private ScalingModel measure(Network network, Dataset<Row> digits) {
        double small = secondsPerStep(network, digits, SMALL), large = secondsPerStep(network, digits, LARGE);
        double perRow = (large - small) / (LARGE - SMALL);
        double overhead = Math.max(0, small - perRow * SMALL);
        return new ScalingModel(
                1 / perRow,
                overhead,
                (long) network.parameterCount() * Float.BYTES,
                Adam.withDefaults().moments(),
                bandwidth * 1e9 / 8);
    }

    /** The fastest epoch's: the first ones wait for the JIT compilers. */
    private static double secondsPerStep(Network network, Dataset<Row> digits, int batch) {
        History history = Session.completed(SparkTrainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
                .batchSize(batch)
                .epochs(EPOCHS)
                .fit(digits, "features", "label"));
        Epoch best = history.epochs().stream()
                .min(Comparator.comparingDouble(Epoch::seconds))
                .orElseThrow();
        return best.seconds() * batch / best.rows();
    }

    private void print(ScalingModel model) {
        PrintWriter print = spec.commandLine().getOut();
        print.printf(
                Locale.ROOT,
                "measured  %,.0f rows/s per task, %.1f ms per exchange; %,d bytes of parameters; %.0f Gbit/s assumed%n",
                model.rowsPerSecond(),
                1e3 * model.overhead(),
                model.bytes(),
                bandwidth);
        print.println("executors  exchange ms  rows per executor for half  local steps pay from");
        for (int executors : new int[] {2, 16, 256}) {
            print.printf(
                    Locale.ROOT,
                    "%9d  %11.1f  %26.0f  %20d%n",
                    executors,
                    1e3 * model.exchange(executors, 1),
                    model.balance(executors),
                    model.breakEven(executors));
        }
        print.flush();
    }
}
