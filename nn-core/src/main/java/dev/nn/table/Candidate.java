package dev.nn.table;

import dev.nn.data.Dataset;
import dev.nn.network.Network;
import dev.nn.training.History;
import java.util.ArrayList;
import java.util.List;

/** A recipe on its way through a {@link CrossValidation}: the networks so far, and what they predict of rows held out. */
final class Candidate {
    private final Recipe recipe;
    private final int folds;
    private final List<Network> networks = new ArrayList<>();
    private final List<History> histories = new ArrayList<>();
    private final HeldOutOutputs outputs;
    private double loss = Double.POSITIVE_INFINITY;
    private boolean diverged;

    /** @param folds that it has to go through */
    Candidate(Recipe recipe, Schema schema, int folds) {
        this.recipe = recipe;
        this.folds = folds;
        this.outputs = new HeldOutOutputs(new ArrayList<>(), new ArrayList<>(), schema.outputs());
    }

    Recipe recipe() {
        return recipe;
    }

    /** One for each fold so far. */
    List<Network> networks() {
        return networks;
    }

    /** The trainings, one for each fold so far. */
    List<History> histories() {
        return histories;
    }

    /** What the networks predict of rows held out. */
    HeldOutOutputs outputs() {
        return outputs;
    }

    /** Adds the network that was trained without a fold. */
    void add(Network network, History history, CrossValidation.Fold fold) {
        Dataset data = fold.held();
        float[] x = new float[data.size() * data.features()];
        for (int i = 0; i < data.size(); i++) data.copyFeatures(i, x, i * data.features());
        networks.add(network);
        histories.add(history);
        outputs.folds().add(fold);
        outputs.outputs().add(network.predict(x));
        loss = outputs.loss();
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
        return diverged ? Double.POSITIVE_INFINITY : loss;
    }

    /** Whether it has gone through all folds. */
    boolean isComplete() {
        return !diverged && networks.size() == folds;
    }

    RecipeTrial trial() {
        return new RecipeTrial(recipe, loss(), diverged || isComplete());
    }
}
