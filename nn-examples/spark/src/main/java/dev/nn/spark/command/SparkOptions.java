package dev.nn.spark.command;

import static java.util.Objects.requireNonNull;

import dev.nn.activation.Activation;
import dev.nn.command.Names;
import dev.nn.command.TrainingOptions;
import dev.nn.initializer.Initializer;
import dev.nn.loss.Loss;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.spark.EpochLines;
import dev.nn.spark.SparkTrainer;
import dev.nn.table.TablePlan;
import dev.nn.table.TableTrainer;
import dev.nn.training.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is trained and how, and how that is shared. */
final class SparkOptions {
    private static final String TABLES_RULE = "adamw";

    @Mixin
    private TrainingOptions training;

    @Option(
            names = "--local-steps",
            paramLabel = "K",
            description = "Steps of each partition by itself before all are averaged; 0: every step is taken together "
                    + "(default: ${DEFAULT-VALUE}).")
    private int localSteps = SparkTrainer.LOCAL_STEPS;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Parts that the data is cut into; the result depends on them, not on how many run at a time "
                    + "(default: ${DEFAULT-VALUE}).")
    private @Nullable Integer partitions;

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

    /** @param partitions by default; null if the data decide */
    private SparkOptions(TrainingOptions training, @Nullable Integer partitions) {
        this.training = training;
        this.partitions = partitions;
    }

    /** For the digits. */
    static SparkOptions digits() {
        return new SparkOptions(new TrainingOptions(List.of(256, 128), "relu", "adam", 8, 256), 2);
    }

    /** For a table: what isn't said follows from the number of its rows. */
    static SparkOptions table() {
        return new SparkOptions(new TrainingOptions(null, null, TABLES_RULE, null, null), null);
    }

    /** The parts that the data is cut into; null if their number decides. */
    @Nullable
    Integer partitionsIfGiven() {
        if (partitions != null && partitions < 1) {
            throw new IllegalArgumentException("at least 1 partition is needed, not " + partitions);
        }
        return partitions;
    }

    int partitions() {
        return requireNonNull(partitionsIfGiven());
    }

    /** What is trained on a table. */
    TableTrainer tableTrainer() {
        TableTrainer trainer = new TableTrainer().seed(training.seed());
        List<Integer> hidden = training.hiddenIfGiven();
        Activation activation = training.activationIfGiven();
        Double rate = training.learningRate();
        Integer batch = training.batch(), epochs = training.epochs();
        if (hidden != null) trainer.hidden(hidden);
        if (activation != null) trainer.activation(activation);
        if (!training.optimizer().name().equals(TABLES_RULE)) trainer.optimizer(training.optimizer());
        else if (rate != null) trainer.learningRate(rate);
        if (batch != null) trainer.batchSize(batch);
        if (epochs != null) trainer.epochs(epochs);
        return trainer;
    }

    /** The training of that plan. */
    SparkTrainer trainer(TablePlan plan, Loss loss) {
        return with(SparkTrainer.of(plan, loss), plan.epochs());
    }

    Network network(int inputs, int outputs) {
        NetworkBuilder builder = Network.input(inputs);
        for (int width : training.hidden()) builder.dense(width, training.activation());
        return builder.dense(outputs).build(Initializer.he(), training.seed());
    }

    /** The training of that network. */
    SparkTrainer trainer(Network network, Loss loss) {
        int epochs = requireNonNull(training.epochs());
        return with(
                SparkTrainer.of(network, loss, training.optimizer())
                        .batchSize(requireNonNull(training.batch()))
                        .epochs(epochs),
                epochs);
    }

    private SparkTrainer with(SparkTrainer trainer, int epochs) {
        trainer.localSteps(localSteps)
                .schedule(Schedule.named(schedule))
                .seed(training.seed())
                .listener(new EpochLines(System.out, epochs));
        return checkpoint == null ? trainer : trainer.checkpoint(checkpoint);
    }

    Map<String, Object> json() {
        return json(partitions(), requireNonNull(training.batch()), requireNonNull(training.epochs()));
    }

    Map<String, Object> json(int parts, int batch, int epochs) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("partitions", parts);
        json.put("localSteps", localSteps);
        json.put("batch", batch);
        json.put("epochs", epochs);
        json.put("optimizer", training.optimizer().name());
        json.put("schedule", schedule);
        json.put("seed", training.seed());
        return json;
    }
}
