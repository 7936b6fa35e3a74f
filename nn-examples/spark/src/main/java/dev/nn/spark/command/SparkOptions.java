package dev.nn.spark.command;

import static java.util.Objects.requireNonNull;

import dev.nn.command.Names;
import dev.nn.command.TrainingOptions;
import dev.nn.initializer.Initializer;
import dev.nn.loss.Loss;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.spark.EpochLines;
import dev.nn.spark.SparkTrainer;
import dev.nn.training.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is trained and how, and how that is shared. */
final class SparkOptions {
    @Mixin
    private TrainingOptions training = new TrainingOptions(List.of(256, 128), "relu", "adam", 8, 256);

    @Option(
            names = "--local-steps",
            paramLabel = "K",
            description = "Steps of each partition by itself before all are averaged; 0: every step is taken together "
                    + "(default: ${DEFAULT-VALUE}).")
    private int localSteps = 256;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Parts that the data is cut into; the result depends on them, not on how many run at a time "
                    + "(default: ${DEFAULT-VALUE}).")
    private int partitions = 2;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            completionCandidates = Names.Schedules.class,
            description = "How the learning rate goes on: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String schedule = "cosine";

    @Option(
            names = "--checkpoint",
            paramLabel = "FOLDER",
            description = "Save the training there after every epoch, and go on from what is there: any path that "
                    + "Hadoop knows.")
    private @Nullable String checkpoint;

    int partitions() {
        if (partitions < 1) throw new IllegalArgumentException("at least 1 partition is needed, not " + partitions);
        return partitions;
    }

    Network network(int inputs, int outputs) {
        NetworkBuilder builder = Network.input(inputs);
        for (int width : training.hidden()) builder.dense(width, training.activation());
        return builder.dense(outputs).build(Initializer.he(), training.seed());
    }

    /** The training of that network. */
    SparkTrainer trainer(Network network, Loss loss) {
        int epochs = requireNonNull(training.epochs());
        SparkTrainer trainer = SparkTrainer.of(network, loss, training.optimizer())
                .batchSize(requireNonNull(training.batch()))
                .epochs(epochs)
                .localSteps(localSteps)
                .schedule(Schedule.named(schedule))
                .seed(training.seed())
                .listener(new EpochLines(System.out, epochs));
        return checkpoint == null ? trainer : trainer.checkpoint(checkpoint);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("partitions", partitions);
        json.put("localSteps", localSteps);
        json.put("batch", requireNonNull(training.batch()));
        json.put("epochs", requireNonNull(training.epochs()));
        json.put("optimizer", training.optimizer().name());
        json.put("schedule", schedule);
        json.put("seed", training.seed());
        return json;
    }
}
