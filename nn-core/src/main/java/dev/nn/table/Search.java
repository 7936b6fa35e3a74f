package dev.nn.table;

import dev.nn.metric.Metric;
import dev.nn.network.Network;
import dev.nn.training.Epoch;
import dev.nn.training.History;
import java.util.List;

/**
 * The trainings with one recipe on some splits of the rows.
 *
 * @param recipe that was tried
 * @param network of the first split, as it was in the best epoch
 * @param score of the first split
 * @param histories one for each split
 * @param annealed whether the last epoch counts, as the one with the learning rate at 0; else the best
 */
record Search(Recipe recipe, Network network, Metric score, List<History> histories, boolean annealed) {
    /**
     * How much higher than its lowest the validation loss of a later epoch may be to count as good as that. The loss of
     * some dozen rows differs by more than that by chance, and with a falling learning rate later epochs are the calmer
     * ones.
     */
    private static final double AS_GOOD = 1.05;

    /** The history of the first split. */
    History history() {
        return histories.getFirst();
    }

    /** The epoch of the first split whose network is kept. */
    Epoch best() {
        return best(history());
    }

    private Epoch best(History history) {
        return annealed ? history.last() : history.epochs().get(Math.max(history.bestEpoch(), 1) - 1);
    }

    /** The validation loss of the best epoch, a mean over the splits; infinite if there is none. */
    double loss() {
        double mean = histories.stream()
                .mapToDouble(history -> best(history).validationLoss())
                .average()
                .orElse(Double.NaN);
        return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : mean;
    }

    /** The last epoch of the first split that is as good as the best: so long all rows are to be trained. */
    Epoch lastAsGood() {
        Epoch best = best(), chosen = best;
        for (Epoch epoch : history().epochs()) {
            if (epoch.validationLoss() <= AS_GOOD * best.validationLoss()) chosen = epoch;
        }
        return annealed ? best : chosen;
    }
}
