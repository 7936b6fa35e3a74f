package dev.nn.training;

import dev.nn.data.Dataset;
import dev.nn.loss.Loss;

/** The check, before any work is done, that every target of a data set is one that a loss can work with. */
final class Targets {
    private Targets() {}

    /**
     * Checks all rows with {@link Loss#check}.
     *
     * @param outputs of the network
     * @throws IllegalArgumentException naming the first row (from 0) whose target is wrong, and what was expected
     */
    static void check(Loss loss, Dataset data, int outputs) {
        int columns = loss.targets(outputs);
        if (data.targets() != columns) {
            throw new IllegalArgumentException(wrongColumns(loss, outputs, columns, data.targets()));
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

    private static String wrongColumns(Loss loss, int outputs, int columns, int given) {
        String has = "the data has " + given + (given == 1 ? " target column" : " target columns");
        return outputs > 1 && columns == 1
                ? "%s takes one target column with the number of the class, 0 to %d, and not a column for each class; %s"
                        .formatted(loss.name(), outputs - 1, has)
                : "%s needs a target column for each output of the network; the network has %d, %s"
                        .formatted(loss.name(), columns, has);
    }
}
