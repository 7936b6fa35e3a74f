package dev.nn.spark.command;

import dev.nn.activation.Activation;
import dev.nn.examples.Names;
import dev.nn.initializer.Initializer;
import dev.nn.loss.Loss;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.optimizer.Optimizer;
import dev.nn.spark.EpochLines;
import dev.nn.spark.SparkTrainer;
import dev.nn.training.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is trained and how. */
final class TrainingOptions {
    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the data (default: ${DEFAULT-VALUE}).")
    private int epochs = 8;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Rows per step, over all partitions (default: ${DEFAULT-VALUE}).")
    private int batch = 256;

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
            names = "--hidden",
            paramLabel = "N",
            split = ",",
            description = "Widths of the hidden layers (default: 256,128).")
    private List<Integer> hidden = List.of(256, 128);

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            completionCandidates = Names.Activations.class,
            description = "Of the hidden layers: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String activation = "relu";

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            completionCandidates = Names.Optimizers.class,
            description = "Update rule: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String optimizer = "adam";

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "First learning rate (default: 0.002 for adam, else the rule's own).")
    private @Nullable Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            completionCandidates = Names.Schedules.class,
            description = "How the learning rate goes on: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String schedule = "cosine";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed and partitions give the same result, bit for bit (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

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
        if (epochs < 1) throw new IllegalArgumentException("at least 1 epoch is needed, not " + epochs);
        NetworkBuilder builder = Network.input(inputs);
        for (int width : hidden) builder.dense(width, Activation.named(activation));
        return builder.dense(outputs).build(Initializer.he(), seed);
    }

    /** The training of that network. */
    SparkTrainer trainer(Network network, Loss loss) {
        double rate = learningRate != null
                ? learningRate
                : optimizer.equals("adam") ? 0.002 : Optimizer.named(optimizer).learningRate();
        SparkTrainer trainer = SparkTrainer.of(network, loss, Optimizer.named(optimizer, rate))
                .batchSize(batch)
                .epochs(epochs)
                .localSteps(localSteps)
                .schedule(Schedule.named(schedule))
                .seed(seed)
                .listener(new EpochLines(System.out, epochs));
        return checkpoint == null ? trainer : trainer.checkpoint(checkpoint);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("partitions", partitions);
        json.put("localSteps", localSteps);
        json.put("batch", batch);
        json.put("epochs", epochs);
        json.put("optimizer", optimizer);
        json.put("schedule", schedule);
        json.put("seed", seed);
        return json;
    }
}
