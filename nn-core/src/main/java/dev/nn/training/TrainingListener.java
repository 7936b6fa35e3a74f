package dev.nn.training;

/** Hears how training goes; its methods run on the training thread between steps, so they should be quick. */
public interface TrainingListener {
    /**
     * After a step.
     *
     * @param epoch from 1
     * @param step within the epoch, from 1
     * @param steps in an epoch
     * @param rows in this step's batch
     * @param loss mean loss of this batch, before the update
     */
    default void onStep(int epoch, int step, int steps, int rows, double loss) {}

    /** After an epoch and its validation. */
    default void onEpoch(Epoch epoch) {}
}
