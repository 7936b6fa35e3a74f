package dev.nn.loss;

import dev.nn.data.Dataset;

/** The check, before any work is done, that every target of a data set is one that a loss can work with. */
public final class Targets {
    private Targets() {}

    /**
     * Checks all rows with {@link Loss#check}.
     *
     * @param outputs of the network
     * @throws IllegalArgumentException naming the first row (from 0) whose target is wrong, and what was expected
     */
    public static void check(Loss loss, Dataset data, int outputs) {
        int columns = loss.targets(outputs);
        if (data.targets() != columns) {
            throw new IllegalArgumentException("%s on %d outputs needs %d target columns, the data has %d"
                    .formatted(loss.name(), outputs, columns, data.targets()));
        }
        float[] target = new float[columns];
        for (int row = 0; row < data.size(); row++) {
            data.copyTarget(row, target, 0);
            try {
                loss.check(outputs, target, 0);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("row %d: %s".formatted(row, e.getMessage()), e);
            }
        }
    }
}
