package dev.nn.table;

import dev.nn.metric.Metric;
import dev.nn.network.Network;
import dev.nn.training.Epoch;
import dev.nn.training.History;

/**
 * The training with one recipe on part of the rows.
 *
 * @param recipe that was tried
 * @param network as it was in the best epoch
 * @param score of the rows held out
 * @param history of the training
 */
record Search(Recipe recipe, Network network, Metric score, History history) {
    /**
     * How much higher than its lowest the validation loss of a later epoch may be to count as good as that. The loss of
     * some dozen rows differs by more than that by chance, and with a falling learning rate later epochs are the calmer
     * ones.
     */
    private static final double AS_GOOD = 1.05;

    /** The epoch whose network is kept. */
    Epoch best() {
        return history.epochs().get(Math.max(history.bestEpoch(), 1) - 1);
    }

    /** The validation loss of the best epoch; infinite if there is none. */
    double loss() {
        double loss = best().validationLoss();
        return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    }

    /** The last epoch that is as good as the best: so long all rows are to be trained. */
    Epoch lastAsGood() {
        Epoch chosen = best();
        for (Epoch epoch : history.epochs()) {
            if (epoch.validationLoss() <= AS_GOOD * best().validationLoss()) chosen = epoch;
        }
        return chosen;
    }
}
