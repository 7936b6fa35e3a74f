package dev.nn.table;

import dev.nn.training.TrainingListener;

/** Hears how the training of a table goes. */
@FunctionalInterface
public interface TableListener {
    /** One who doesn't listen. */
    TableListener NONE = (phase, epochs, rows) -> new TrainingListener() {};

    /** What a training is for. */
    enum Phase {
        /** On part of the rows, to find the best recipe and epoch by the others; once for each recipe and split. */
        CHOICE,
        /** On part of the rows, to find the best epoch by the others. */
        SEARCH,
        /** On all rows. */
        FINAL
    }

    /**
     * Before a phase begins.
     *
     * @param epochs the most that it will take
     * @param rows of an epoch
     * @return who hears its steps and epochs
     */
    TrainingListener begin(Phase phase, int epochs, int rows);

    /** After a recipe has been tried; not where there is no choice. */
    default void tried(RecipeTrial trial) {}
}
