package dev.nn.training;

import dev.nn.data.Dataset;
import dev.nn.loss.Loss;
import dev.nn.network.Network;

/** The check, before any work is done, that a data set fits a network and a loss. */
public final class Compatibility {
    private Compatibility() {}

    /**
     * Checks the number of features, and the number and values of the targets.
     *
     * @param what the data is called in a message
     * @throws IllegalArgumentException saying what is wrong, and in which row
     */
    public static void check(String what, Dataset data, Network network, Loss loss) {
        if (data.features() != network.in()) {
            throw new IllegalArgumentException(
                    "%s: %d features, but the network has %d inputs".formatted(what, data.features(), network.in()));
        }
        try {
            Targets.check(loss, data, network.out());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + ": " + e.getMessage(), e);
        }
    }
}
