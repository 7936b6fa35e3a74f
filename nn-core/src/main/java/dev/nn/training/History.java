package dev.nn.training;

import java.util.List;

/**
 * How a training went, epoch by epoch.
 *
 * @param epochs in order
 * @param stoppedEarly whether {@link EarlyStopping} ended it before the last epoch
 * @param bestEpoch number of the epoch with the lowest validation loss, or of the last one without validation data
 */
public record History(List<Epoch> epochs, boolean stoppedEarly, int bestEpoch) {
    public History {
        epochs = List.copyOf(epochs);
    }

    public Epoch last() {
        return epochs.getLast();
    }

    /** Rows trained on per second over all epochs, validation not counted. */
    public double rowsPerSecond() {
        double seconds = epochs.stream().mapToDouble(Epoch::seconds).sum();
        return epochs.stream().mapToLong(Epoch::rows).sum() / seconds;
    }
}
