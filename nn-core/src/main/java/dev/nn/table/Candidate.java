package dev.nn.table;

import dev.nn.data.Dataset;
import dev.nn.kernel.Rows;
import dev.nn.metric.Metric;
import dev.nn.network.Network;
import dev.nn.training.Epoch;
import dev.nn.training.History;
import java.util.ArrayList;
import java.util.List;

/** A recipe on its way through a {@link CrossValidation}: the networks so far, and what they predict of rows held out. */
final class Candidate {
    private final Recipe recipe;
    private final Schema schema;
    private final int folds;
    private final List<Network> networks = new ArrayList<>();
    private final List<History> histories = new ArrayList<>();
    private final List<Dataset> held = new ArrayList<>();
    private final List<float[]> outputs = new ArrayList<>();
    private double lossSum;
    private int rows;
    private boolean diverged;

    /** @param folds that it has to go through */
    Candidate(Recipe recipe, Schema schema, int folds) {
        this.recipe = recipe;
        this.schema = schema;
        this.folds = folds;
    }

    Recipe recipe() {
        return recipe;
    }

    /** One for each fold so far. */
    List<Network> networks() {
        return networks;
    }

    /** The training without the first fold. */
    History history() {
        return histories.getFirst();
    }

    /** Adds the network that was trained without a fold. */
    void add(Network network, History history, CrossValidation.Fold fold) {
        Dataset data = fold.held();
        float[] x = new float[data.size() * data.features()];
        for (int i = 0; i < data.size(); i++) data.copyFeatures(i, x, i * data.features());
        float[] y = network.predict(x), target = new float[1];
        double[] row = new double[schema.outputs()], truth = new double[1];
        for (int i = 0; i < data.size(); i++) {
            data.copyTarget(i, target, 0);
            truth[0] = target[0];
            for (int j = 0; j < row.length; j++) row[j] = y[i * row.length + j];
            lossSum += fold.loss().value(row, truth);
        }
        rows += data.size();
        networks.add(network);
        histories.add(history);
        held.add(data);
        outputs.add(y);
    }

    /** A training has diverged: nothing will come of the recipe. */
    void diverge() {
        diverged = true;
    }

    boolean hasDiverged() {
        return diverged;
    }

    /** The mean loss of the rows held out so far; infinite if a training has diverged. */
    double loss() {
        double loss = lossSum / rows;
        return diverged || Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    }

    /** Whether it has gone through all folds. */
    boolean isComplete() {
        return !diverged && networks.size() == folds;
    }

    RecipeTrial trial() {
        return new RecipeTrial(recipe, loss(), diverged || isComplete());
    }

    /**
     * The score of the rows held out.
     *
     * @param score without any rows yet
     */
    double score(Metric score) {
        int width = schema.outputs();
        Rows y = Rows.allocate(rows, width), t = Rows.allocate(rows, 1);
        int at = 0;
        for (int k = 0; k < held.size(); k++) {
            for (int i = 0; i < held.get(k).size(); i++, at++) {
                System.arraycopy(outputs.get(k), i * width, y.data(), y.index(at, 0), width);
                held.get(k).copyTarget(i, t.data(), t.index(at, 0));
            }
        }
        score.add(rows, width, y, t);
        return score.value();
    }

    /** The last epoch, with means over the folds. */
    Epoch end(double score) {
        Epoch last = history().last();
        double trainLoss = histories.stream()
                .mapToDouble(history -> history.last().trainLoss())
                .average()
                .orElse(Double.NaN);
        return new Epoch(last.number(), trainLoss, loss(), score, last.learningRate(), last.rows(), last.seconds());
    }
}
