package dev.nn.table;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.loss.Loss;
import dev.nn.loss.WeightedCrossEntropy;
import dev.nn.metric.Metric;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.table.TableListener.Phase;
import dev.nn.training.EarlyStopping;
import dev.nn.training.Epoch;
import dev.nn.training.History;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import dev.nn.training.TrainingListener;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One run of a {@link TableTrainer}. */
final class TableTraining {
    /**
     * How much higher than its lowest the validation loss of a later epoch may be to count as good as that. The loss of
     * some dozen rows differs by more than that by chance, and with a falling learning rate later epochs are the calmer
     * ones.
     */
    private static final double AS_GOOD = 1.05;

    /** With fewer rows, those held out would tell nothing, and those left would lack what the others have. */
    private static final int FEWEST_TO_SPLIT = 10;

    /** R² below which a training has diverged, whatever its loss. */
    private static final double SENSELESS = -1e6;

    private final TableTrainer options;
    private final Table table;
    private final int target;
    private final TargetLearner targets;
    private final SchemaLearner columns;

    TableTraining(TableTrainer options, Table table, String target) {
        this.options = options;
        this.table = table;
        this.target = table.column(target);
        if (table.rows() == 0) throw new TableException(table.name() + ": no rows");
        options.rules.check(table, target);
        this.targets = new TargetLearner(table, this.target, options.task, options.rules.exactLabels());
        this.columns = new SchemaLearner(table, this.target, options.rules);
    }

    /** What the columns of all rows with a target come to. */
    Understanding understand() {
        int[] rows = rows();
        Schema schema = columns.learn(targets.learn(rows), rows);
        return new Understanding(schema, targets.summary(rows), columns.summaries(schema));
    }

    /** The rows with a target. */
    private int[] rows() {
        int[] rows = targets.labelled();
        if (rows.length >= 2) return rows;
        throw new TableException(
                "%s: at least 2 rows with a target are needed, there are %d".formatted(table.name(), rows.length));
    }

    TableFit run() {
        int[] rows = rows();
        Target learnt = targets.learn(rows);
        boolean tooFew = rows.length < FEWEST_TO_SPLIT;
        // Workers share the rows; what large ones take of the disk is free again at the end.
        try (Arena arena = Arena.ofShared()) {
            return options.validation == 0 || tooFew ? withoutSearch(learnt, rows, arena) : search(learnt, rows, arena);
        }
    }

    private Dataset encoded(Schema schema, int[] rows, Arena arena) {
        return EncodedTable.of(table, schema, target, rows, options.inMemory, arena);
    }

    /** Trains on all rows for all epochs. */
    private TableFit withoutSearch(Target learnt, int[] rows, Arena arena) {
        Schema schema = columns.learn(learnt, rows);
        Network network = network(schema);
        int epochs = options.epochsFor(rows.length);
        History history = trainer(
                        network,
                        loss(learnt, rows),
                        rows.length,
                        epochs,
                        epochs,
                        options.listener.begin(Phase.FINAL, epochs, rows.length))
                .fit(encoded(schema, rows, arena));
        requireComplete(history);
        return new TableFit(
                new TableModel(schema, network), history, rows.length, skipped(rows), 0, history.last(), false, null);
    }

    /** Trains on some rows until the others' loss has stopped falling, then, if wanted, on all for that long. */
    private TableFit search(Target learnt, int[] rows, Arena arena) {
        StratifiedSplit split = StratifiedSplit.of(rows, targets.groups(rows), options.validation, options.seed);
        Schema schema = columns.learnForRest(learnt, split.train());
        Network network = network(schema);
        int epochs = options.epochsFor(rows.length);
        Dataset train = encoded(schema, split.train(), arena);
        Dataset held = encoded(schema, split.held(), arena);
        Metric score =
                learnt instanceof ClassTarget classes ? new HeldOutClasses(classes.classes()) : learnt.newScore();
        History history = trainer(
                        network,
                        loss(learnt, split.train()),
                        rows.length,
                        epochs,
                        epochs,
                        options.listener.begin(Phase.SEARCH, epochs, train.size()))
                .metric(score)
                .earlyStopping(EarlyStopping.after(options.patienceFor(epochs)))
                .fit(train, held);
        requireComplete(history);
        Epoch best = history.epochs().get(Math.max(history.bestEpoch(), 1) - 1);
        requireSense(best);
        if (!options.refitFor(rows.length)) {
            TableModel model = new TableModel(columns.learn(learnt, split.train()), network);
            return new TableFit(
                    model, history, rows.length, skipped(rows), held.size(), best, false, classes(score, best));
        }
        Epoch chosen = lastAsGood(history, best);
        Schema whole = columns.learn(learnt, rows);
        Network again = network(whole);
        requireComplete(trainer(
                        again,
                        loss(learnt, rows),
                        rows.length,
                        chosen.number(),
                        epochs,
                        options.listener.begin(Phase.FINAL, chosen.number(), rows.length))
                .fit(encoded(whole, rows, arena)));
        TableModel model = new TableModel(whole, again);
        return new TableFit(
                model, history, rows.length, skipped(rows), held.size(), chosen, true, classes(score, chosen));
    }

    private static @Nullable ClassReport classes(Metric score, Epoch epoch) {
        return score instanceof HeldOutClasses classes ? classes.epoch(epoch.number()) : null;
    }

    /** The loss that training minimises: with weights for the classes as these rows have them, if asked. */
    private Loss loss(Target learnt, int[] rows) {
        if (options.classWeights == ClassWeights.NONE || !(learnt instanceof ClassTarget classes)) return learnt.loss();
        Integer[] counts = new Integer[classes.classes().size()];
        Arrays.fill(counts, 0);
        for (int row : rows) counts[(int) TargetLearner.encode(learnt, table.values(target), row)]++;
        return WeightedCrossEntropy.balanced(List.of(counts));
    }

    /** A model of an interrupted training would pass for a finished one. */
    private static void requireComplete(History history) {
        if (!history.interrupted()) return;
        throw new CancellationException("training was interrupted after %d complete epochs"
                .formatted(history.epochs().size()));
    }

    /** Even the best epoch can have answers that are farther off than a number means anything. */
    private void requireSense(Epoch best) {
        if (!(best.validationScore() < SENSELESS)) return;
        throw new TableException(
                "%s: training diverged: R2 is %.3g on the rows held out, at best (epoch %d, learning rate %s); try a lower learning rate, and look for values far from all others"
                        .formatted(table.name(), best.validationScore(), best.number(), best.learningRate()));
    }

    private static Epoch lastAsGood(History history, Epoch best) {
        Epoch chosen = best;
        for (Epoch epoch : history.epochs()) {
            if (epoch.validationLoss() <= AS_GOOD * best.validationLoss()) chosen = epoch;
        }
        return chosen;
    }

    private int skipped(int[] rows) {
        return table.rows() - rows.length;
    }

    private Network network(Schema schema) {
        DenseKernels kernels = options.kernels == null ? Kernels.best() : options.kernels;
        NetworkBuilder builder = Network.input(schema.inputs());
        for (int width : options.hidden) builder.dense(width, options.activation);
        return builder.dense(schema.outputs()).build(initializer(options.activation), options.seed, kernels);
    }

    /** The start that suits an activation: for those that cut off one side, He's. */
    private static Initializer initializer(Activation activation) {
        return switch (activation.name()) {
            case "identity", "sigmoid", "tanh", "softplus" -> Initializer.glorot();
            case "selu" -> Initializer.leCun();
            default -> Initializer.he();
        };
    }

    /**
     * @param rows of the table: sets what doesn't differ between search and final training
     * @param epochs to train
     * @param planned epochs by which the learning rate would have reached 0
     */
    private Trainer trainer(Network network, Loss loss, int rows, int epochs, int planned, TrainingListener listener) {
        Schedule schedule = Schedule.cosine(0);
        return Trainer.of(network, loss, options.optimizerFor(rows))
                .batchSize(options.batchFor(rows))
                .epochs(epochs)
                .schedule((base, step, total) -> schedule.rate(base, step, total * planned / epochs))
                .seed(options.seed)
                .team(options.team)
                .listener(listener);
    }
}
