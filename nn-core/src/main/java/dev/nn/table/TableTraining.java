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
import dev.nn.training.DivergenceException;
import dev.nn.training.EarlyStopping;
import dev.nn.training.Epoch;
import dev.nn.training.History;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import dev.nn.training.TrainingListener;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One run of a {@link TableTrainer}. */
final class TableTraining {
    /** Between the seeds of splits, so that neighbouring seeds of the user share none. */
    private static final long SEEDS_APART = 0x9e3779b97f4a7c15L;

    /** With fewer rows, those held out would tell nothing, and those left would lack what the others have. */
    private static final int FEWEST_TO_SPLIT = 10;

    /** R² below which a training has diverged, whatever its loss. */
    private static final double SENSELESS = -1e6;

    private final TableTrainer options;
    private final Table table;
    private final int target;
    private final TargetLearner targets;
    private final SchemaLearner columns;

    /** Rows to learn from and rows held out. */
    private record HeldOut(StratifiedSplit rows, Schema schema, Dataset train, Dataset held) {}

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
        Recipe recipe = options.usualRecipe(rows.length);
        Network network = network(schema, recipe);
        TrainingListener listener = options.listener.begin(Phase.FINAL, recipe.epochs(), rows.length);
        History history = trainer(network, recipe, loss(learnt, rows), rows.length, recipe.epochs(), listener)
                .fit(encoded(schema, rows, arena));
        requireComplete(history);
        List<RecipeTrial> only = List.of(new RecipeTrial(recipe, Double.NaN));
        return new TableFit(
                new TableModel(schema, network),
                history,
                rows.length,
                skipped(rows),
                0,
                history.last(),
                false,
                null,
                recipe,
                only);
    }

    /**
     * Trains with each recipe on some rows until the others' loss has stopped falling; then, if wanted, with the best
     * recipe on all rows for that long.
     */
    private TableFit search(Target learnt, int[] rows, Arena arena) {
        List<Recipe> recipes = options.recipes(rows.length);
        List<HeldOut> splits = new ArrayList<>();
        for (int i = 0; i < (recipes.size() == 1 ? 1 : options.splitsFor(rows.length)); i++) {
            splits.add(split(learnt, rows, i, arena));
        }
        Search best = null;
        List<RecipeTrial> trials = new ArrayList<>();
        for (Recipe recipe : recipes) {
            double loss = Double.POSITIVE_INFINITY;
            try {
                Search search = search(recipe, learnt, rows.length, splits, recipes.size() > 1);
                loss = search.loss();
                if (best == null || loss < best.loss()) best = search;
            } catch (DivergenceException e) {
                // Another recipe may do better; the last one says what is wrong if none does.
                if (best == null && trials.size() + 1 == recipes.size()) throw e;
            }
            RecipeTrial trial = new RecipeTrial(recipe, loss);
            trials.add(trial);
            if (recipes.size() > 1) options.listener.tried(trial);
        }
        return finish(Objects.requireNonNull(best), splits.getFirst(), trials, learnt, rows, arena);
    }

    private HeldOut split(Target learnt, int[] rows, int number, Arena arena) {
        long seed = options.seed + number * SEEDS_APART;
        StratifiedSplit split = StratifiedSplit.of(rows, targets.groups(rows), options.validation, seed);
        Schema schema = columns.learnForRest(learnt, split.train());
        return new HeldOut(split, schema, encoded(schema, split.train(), arena), encoded(schema, split.held(), arena));
    }

    private Search search(Recipe recipe, Target learnt, int rows, List<HeldOut> splits, boolean choice) {
        boolean annealed = options.annealed(rows);
        int epochs = recipe.epochs();
        List<Network> networks = new ArrayList<>();
        List<History> histories = new ArrayList<>();
        List<Metric> scores = new ArrayList<>();
        for (HeldOut split : splits) {
            Network network = network(split.schema(), recipe);
            TrainingListener listener = options.listener.begin(
                    choice ? Phase.CHOICE : Phase.SEARCH, epochs, split.train().size());
            Metric score =
                    learnt instanceof ClassTarget classes ? new HeldOutClasses(classes.classes()) : learnt.newScore();
            Trainer trainer = trainer(network, recipe, loss(learnt, split.rows().train()), rows, epochs, listener)
                    .metric(score);
            if (!annealed) trainer.earlyStopping(EarlyStopping.after(options.patienceFor(epochs)));
            History history = trainer.fit(split.train(), split.held());
            requireComplete(history);
            histories.add(history);
            networks.add(network);
            scores.add(score);
        }
        return new Search(recipe, networks.getFirst(), scores.getFirst(), histories, annealed);
    }

    private TableFit finish(
            Search search, HeldOut split, List<RecipeTrial> trials, Target learnt, int[] rows, Arena arena) {
        History history = search.history();
        int held = split.held().size(), skipped = skipped(rows);
        Recipe recipe = search.recipe();
        Epoch best = search.best();
        requireSense(best);
        if (!options.refitFor(rows.length)) {
            // What it learnt of the others' categories is that they may be there; now they are unknown.
            Schema schema = columns.learn(learnt, split.rows().train());
            TableModel model = new TableModel(schema, search.network());
            return new TableFit(
                    model, history, rows.length, skipped, held, best, false, classes(search, best), recipe, trials);
        }
        Epoch chosen = search.lastAsGood();
        Schema whole = columns.learn(learnt, rows);
        Network again = network(whole, recipe);
        TrainingListener listener = options.listener.begin(Phase.FINAL, chosen.number(), rows.length);
        requireComplete(trainer(again, recipe, loss(learnt, rows), rows.length, chosen.number(), listener)
                .fit(encoded(whole, rows, arena)));
        TableModel model = new TableModel(whole, again);
        return new TableFit(
                model, history, rows.length, skipped, held, chosen, true, classes(search, chosen), recipe, trials);
    }

    private static @Nullable ClassReport classes(Search search, Epoch epoch) {
        return search.score() instanceof HeldOutClasses classes ? classes.epoch(epoch.number()) : null;
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

    private int skipped(int[] rows) {
        return table.rows() - rows.length;
    }

    private Network network(Schema schema, Recipe recipe) {
        DenseKernels kernels = options.kernels == null ? Kernels.best() : options.kernels;
        NetworkBuilder builder = Network.input(schema.inputs());
        for (int width : options.hidden) builder.dense(width, recipe.activation());
        return builder.dense(schema.outputs()).build(initializer(recipe.activation()), options.seed, kernels);
    }

    /**
     * The start that suits an activation. For relu Glorot's is smaller than He's, which is meant for deep networks: two
     * hidden layers don't need it, and a smaller start makes smoother functions of few rows.
     */
    private static Initializer initializer(Activation activation) {
        return switch (activation.name()) {
            case "identity", "sigmoid", "tanh", "softplus", "relu" -> Initializer.glorot();
            case "selu" -> Initializer.leCun();
            default -> Initializer.he();
        };
    }

    /**
     * @param rows of the table: sets what doesn't differ between search and final training
     * @param epochs to train, not more than those of the recipe, by which the learning rate would reach 0
     */
    private Trainer trainer(
            Network network, Recipe recipe, Loss loss, int rows, int epochs, TrainingListener listener) {
        Schedule schedule = Schedule.cosine(0);
        return Trainer.of(network, loss, options.optimizerFor(recipe))
                .batchSize(options.batchFor(rows))
                .epochs(epochs)
                .schedule((base, step, total) -> schedule.rate(base, step, total * recipe.epochs() / epochs))
                .seed(options.seed)
                .team(options.team)
                .listener(listener);
    }
}
