package dev.nn.table;

import dev.nn.data.Dataset;
import dev.nn.loss.Loss;
import dev.nn.network.Network;
import dev.nn.table.TableListener.Phase;
import dev.nn.training.DivergenceException;
import dev.nn.training.Trainer;
import dev.nn.training.TrainingListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of recipes on a small table: for each of its folds a network is trained on the others and predicts it, so
 * that every row is predicted once by a network that has not seen it. After the first fold, the best two recipes go on.
 *
 * <p>Trainings go to the end of their epochs. Which of hundreds of epochs has the lowest loss on a few dozen rows is
 * chance, and it is often one in which the learning rate is still high.
 */
final class CrossValidation {
    /** Between the seeds of networks, so that neighbouring seeds of the user share none. */
    private static final long SEEDS_APART = 0x9e3779b97f4a7c15L;

    /** Recipes that are tried on all folds. */
    private static final int FINALISTS = 2;

    private final TableTrainer options;
    private final RecipeTrainer trainer;
    private final Schema schema;
    private final List<Fold> folds;

    /**
     * The data of a fold.
     *
     * @param rest the rows of the others
     * @param held its own rows
     * @param loss that training minimises
     */
    record Fold(Dataset rest, Dataset held, Loss loss) {}

    /** @param schema of all rows, so that the networks have the same inputs and outputs */
    CrossValidation(TableTrainer options, RecipeTrainer trainer, Schema schema, List<Fold> folds) {
        this.options = options;
        this.trainer = trainer;
        this.schema = schema;
        this.folds = folds;
    }

    /**
     * Tries recipes.
     *
     * @return each of them; the first is the best
     * @throws DivergenceException if the trainings of all diverge
     */
    List<Candidate> compare(List<Recipe> recipes) {
        Phase phase = recipes.size() > 1 ? Phase.CHOICE : Phase.SEARCH;
        List<Candidate> candidates = new ArrayList<>();
        DivergenceException diverged = null;
        for (Recipe recipe : recipes) {
            Candidate candidate = new Candidate(recipe, schema, folds.size());
            candidates.add(candidate);
            diverged = later(diverged, run(candidate, 1, phase));
        }
        candidates.sort(Comparator.comparingDouble(Candidate::loss));
        int finalists = 0;
        for (int i = 0; i < candidates.size() && finalists < FINALISTS; i++) {
            if (candidates.get(i).hasDiverged()) continue;
            diverged = later(diverged, run(candidates.get(i), folds.size(), phase));
            if (candidates.get(i).isComplete()) finalists++;
        }
        if (finalists == 0 && diverged != null) throw diverged;
        // Those on their way have the loss of the first fold, which may be an easier one.
        candidates.sort(Comparator.comparing((Candidate candidate) -> !candidate.isComplete())
                .thenComparingDouble(Candidate::loss));
        if (recipes.size() > 1) candidates.forEach(candidate -> options.listener.tried(candidate.trial()));
        return candidates;
    }

    private static @Nullable DivergenceException later(
            @Nullable DivergenceException before, @Nullable DivergenceException now) {
        return now == null ? before : now;
    }

    /** Trains a candidate's networks up to that of fold {@code to}; what ended it if it diverges. */
    private @Nullable DivergenceException run(Candidate candidate, int to, Phase phase) {
        try {
            for (int i = candidate.networks().size(); i < to; i++) run(candidate, i, folds.get(i), phase);
            return null;
        } catch (DivergenceException e) {
            candidate.diverge();
            return e;
        }
    }

    private void run(Candidate candidate, int number, Fold fold, Phase phase) {
        Recipe recipe = candidate.recipe();
        long seed = options.seed + number * SEEDS_APART;
        Network network = trainer.network(schema, recipe, seed);
        TrainingListener listener =
                options.listener.begin(phase, recipe.epochs(), fold.rest().size());
        Trainer training = trainer.trainer(network, recipe, fold.loss(), recipe.epochs(), seed, listener)
                .metric(schema.target().newScore());
        candidate.add(network, RecipeTrainer.requireComplete(training.fit(fold.rest(), fold.held())), fold);
    }
}
