package dev.nn.table;

import dev.nn.data.Dataset;
import dev.nn.loss.Loss;
import dev.nn.metric.Metric;
import dev.nn.network.Network;
import dev.nn.table.TableListener.Phase;
import dev.nn.training.DivergenceException;
import dev.nn.training.EarlyStopping;
import dev.nn.training.Epoch;
import dev.nn.training.History;
import dev.nn.training.Trainer;
import dev.nn.training.TrainingListener;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of a {@link TableTrainer}. */
final class TableTraining {
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
    private record HeldOut(StratifiedSplit rows, CopiedRows copies, Schema schema, Dataset train, Dataset held) {}

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
        return new Understanding(schema, targets.summary(rows, options.classWeights), columns.summaries(schema, rows));
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
        RecipeTrainer trainer = new RecipeTrainer(options, rows.length);
        // Workers share the rows; what large ones take of the disk is free again at the end.
        try (Arena arena = Arena.ofShared()) {
            if (options.validation == 0 || rows.length < FEWEST_TO_SPLIT) {
                return withoutSearch(trainer, learnt, rows, arena);
            }
            return options.crossValidates(rows.length)
                    ? crossValidate(trainer, learnt, rows, arena)
                    : search(trainer, learnt, rows, arena);
        }
    }

    private Dataset encoded(Schema schema, int[] rows, Arena arena) {
        return EncodedTable.of(table, schema, target, rows, options.inMemory, arena);
    }

    private Loss loss(RecipeTrainer trainer, Target learnt, int[] rows) {
        return trainer.loss(learnt, table.values(target), rows);
    }

    /** Trains on all rows for all epochs. */
    private TableFit withoutSearch(RecipeTrainer trainer, Target learnt, int[] rows, Arena arena) {
        Schema schema = columns.learn(learnt, rows);
        Recipe recipe = options.usualRecipe(rows.length);
        Network network = trainer.network(schema, recipe, options.seed);
        TrainingListener listener = options.listener.begin(Phase.FINAL, recipe.epochs(), rows.length);
        Loss loss = loss(trainer, learnt, rows);
        History history = RecipeTrainer.requireComplete(
                trainer.trainer(network, recipe, loss, recipe.epochs(), options.seed, listener)
                        .fit(encoded(schema, rows, arena)));
        List<RecipeTrial> only = List.of(new RecipeTrial(recipe, Double.NaN, true));
        TableModel model = new TableModel(schema, network);
        return new TableFit(
                model,
                history,
                rows.length,
                skipped(rows),
                0,
                history.last(),
                false,
                1,
                null,
                List.of(recipe),
                only,
                CopiedRows.NONE);
    }

    /**
     * Compares the recipes by cross-validation. The model is the mean of the best one's networks, or of the best two's, or,
     * if the user wants one network, trained with the best recipe on all rows.
     */
    private TableFit crossValidate(RecipeTrainer trainer, Target learnt, int[] rows, Arena arena) {
        Schema schema = columns.learn(learnt, rows);
        CopyFinder copies = CopyFinder.of(table, rows, columns.telling());
        List<CrossValidation.Fold> folds = folds(trainer, schema, rows, copies, arena);
        List<Candidate> candidates =
                new CrossValidation(options, trainer, schema, folds).compare(options.recipes(rows.length));
        Blend best = Blend.of(candidates, options.joins());
        Metric score = score(learnt);
        Epoch end = best.end(score);
        requireSense(end);
        Recipe recipe = best.recipes().getFirst();
        Network network = options.joins()
                ? JoinedNetwork.of(best.networks())
                : onAll(trainer, recipe, recipe.epochs(), schema, rows, arena);
        return new TableFit(
                new TableModel(schema, network),
                best.history(),
                rows.length,
                skipped(rows),
                rows.length,
                end,
                !options.joins(),
                options.joins() ? best.networks().size() : 1,
                score instanceof HeldOutClasses classes ? classes.epoch(1) : null,
                best.recipes(),
                candidates.stream().map(Candidate::trial).toList(),
                copies.copies());
    }

    private static Metric score(Target learnt) {
        return learnt instanceof ClassTarget classes ? new HeldOutClasses(classes.classes()) : learnt.newScore();
    }

    private List<CrossValidation.Fold> folds(
            RecipeTrainer trainer, Schema schema, int[] rows, CopyFinder copies, Arena arena) {
        float[] values = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            values[i] = TargetLearner.encode(schema.target(), table.values(target), rows[i]);
        }
        Folds folds = Folds.of(rows, values, options.foldsFor(rows.length), options.seed, copies);
        List<CrossValidation.Fold> data = new ArrayList<>();
        for (int i = 0; i < folds.count(); i++) {
            int[] rest = folds.rest(i);
            data.add(new CrossValidation.Fold(
                    encoded(schema, rest, arena),
                    encoded(schema, folds.held(i), arena),
                    loss(trainer, schema.target(), rest)));
        }
        return data;
    }

    /** A new network, trained on all rows. */
    private Network onAll(RecipeTrainer trainer, Recipe recipe, int epochs, Schema schema, int[] rows, Arena arena) {
        Network network = trainer.network(schema, recipe, options.seed);
        TrainingListener listener = options.listener.begin(Phase.FINAL, epochs, rows.length);
        Loss loss = loss(trainer, schema.target(), rows);
        RecipeTrainer.requireComplete(trainer.trainer(network, recipe, loss, epochs, options.seed, listener)
                .fit(encoded(schema, rows, arena)));
        return network;
    }

    /**
     * Trains with each recipe on some rows until the others' loss has stopped falling; then, if wanted, with the best
     * recipe on all rows for that long.
     */
    private TableFit search(RecipeTrainer trainer, Target learnt, int[] rows, Arena arena) {
        CopyFinder copies = CopyFinder.of(table, rows, columns.telling());
        StratifiedSplit split =
                StratifiedSplit.of(rows, targets.groups(rows), options.validation, options.seed, copies);
        Schema schema = columns.learnForRest(learnt, split.train());
        HeldOut data = new HeldOut(
                split,
                copies.copies(),
                schema,
                encoded(schema, split.train(), arena),
                encoded(schema, split.held(), arena));
        List<Recipe> recipes = options.recipes(rows.length);
        Phase phase = recipes.size() > 1 ? Phase.CHOICE : Phase.SEARCH;
        Search best = null;
        List<RecipeTrial> trials = new ArrayList<>();
        for (Recipe recipe : recipes) {
            double loss = Double.POSITIVE_INFINITY;
            try {
                Search search = search(trainer, recipe, learnt, data, phase);
                loss = search.loss();
                if (best == null || loss < best.loss()) best = search;
            } catch (DivergenceException e) {
                // Another recipe may do better; the last one says what is wrong if none does.
                if (best == null && trials.size() + 1 == recipes.size()) throw e;
            }
            RecipeTrial trial = new RecipeTrial(recipe, loss, true);
            trials.add(trial);
            if (recipes.size() > 1) options.listener.tried(trial);
        }
        return finish(trainer, Objects.requireNonNull(best), trials, data, learnt, rows, arena);
    }

    private Search search(RecipeTrainer trainer, Recipe recipe, Target learnt, HeldOut data, Phase phase) {
        int epochs = recipe.epochs();
        Network network = trainer.network(data.schema(), recipe, options.seed);
        TrainingListener listener =
                options.listener.begin(phase, epochs, data.train().size());
        Metric score = score(learnt);
        Loss loss = loss(trainer, learnt, data.rows().train());
        Trainer training = trainer.trainer(network, recipe, loss, epochs, options.seed, listener)
                .metric(score)
                .earlyStopping(EarlyStopping.after(options.patienceFor(epochs)));
        History history = RecipeTrainer.requireComplete(training.fit(data.train(), data.held()));
        return new Search(recipe, network, score, history);
    }

    private TableFit finish(
            RecipeTrainer trainer,
            Search search,
            List<RecipeTrial> trials,
            HeldOut split,
            Target learnt,
            int[] rows,
            Arena arena) {
        Recipe recipe = search.recipe();
        Epoch chosen = search.best();
        requireSense(chosen);
        // What it learnt of the others' categories is that they may be there; now they are unknown.
        Schema schema = columns.learn(learnt, split.rows().train());
        Network network = search.network();
        boolean refit = options.refitFor(rows.length);
        if (refit) {
            chosen = search.lastAsGood();
            schema = columns.learn(learnt, rows);
            network = onAll(trainer, recipe, chosen.number(), schema, rows, arena);
        }
        return new TableFit(
                new TableModel(schema, network),
                search.history(),
                rows.length,
                skipped(rows),
                split.held().size(),
                chosen,
                refit,
                1,
                classes(search, chosen),
                List.of(recipe),
                trials,
                split.copies());
    }

    private static @Nullable ClassReport classes(Search search, Epoch epoch) {
        return search.score() instanceof HeldOutClasses classes ? classes.epoch(epoch.number()) : null;
    }

    /** Even the best epoch can have answers that are farther off than a number means anything. */
    private void requireSense(Epoch best) {
        if (!(best.validationScore() < SENSELESS)) return;
        String far = targets.far();
        throw new TableException(String.format(
                Locale.ROOT,
                "%s: training diverged: R2 is %.3g on the rows held out, at best (epoch %d, learning rate %.3g); %s",
                table.name(),
                best.validationScore(),
                best.number(),
                best.learningRate(),
                far.isEmpty()
                        ? "try a lower learning rate, and look for values far from all others"
                        : "the target's " + far));
    }

    private int skipped(int[] rows) {
        return table.rows() - rows.length;
    }
}
