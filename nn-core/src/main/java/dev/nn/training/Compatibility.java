package dev.nn.training;

import dev.nn.batch.RowWeights;
import dev.nn.data.Dataset;
import dev.nn.loss.Loss;
import dev.nn.network.Embedding;
import dev.nn.network.Network;
import java.util.Map;
import java.util.SortedMap;

/** The check, before any work is done, that a data set fits a network and a loss. */
public final class Compatibility {
    private Compatibility() {}

    /**
     * Checks the number of features, those that are numbers of categories, the number and values of the targets, and the
     * weights of rows, if they have some.
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
            checkCategories(data, network.categoryColumns());
            if (data.isWeighted()) RowWeights.check(data);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + ": " + e.getMessage(), e);
        }
    }

    private static void checkCategories(Dataset data, SortedMap<Integer, Embedding> columns) {
        if (columns.isEmpty()) return;
        float[] features = new float[data.features()];
        for (int row = 0; row < data.size(); row++) {
            data.copyFeatures(row, features, 0);
            for (Map.Entry<Integer, Embedding> column : columns.entrySet()) {
                float value = features[column.getKey()];
                if (column.getValue().isCategory(value)) continue;
                throw new IllegalArgumentException(
                        "row %d: feature %d is a category of an embedding, a whole number from 0 to %d, not %s"
                                .formatted(
                                        row, column.getKey(), column.getValue().categories() - 1, value));
            }
        }
    }
}
