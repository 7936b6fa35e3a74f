package dev.nn.training;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * How a training went, epoch by epoch.
 *
 * @param epochs in order
 * @param stoppedEarly whether {@link EarlyStopping} ended it before the last epoch
 * @param bestEpoch number of the epoch with the lowest validation loss, or of the last one without validation data
 * @param interrupted whether it was {@linkplain Trainer#fit interrupted} before it was over
 */
public record History(List<Epoch> epochs, boolean stoppedEarly, int bestEpoch, boolean interrupted) {
    public History {
        epochs = List.copyOf(epochs);
    }

    /**
     * The last epoch that was completed.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    public Epoch last() {
        return epochs.getLast();
    }

    /**
     * The epoch with the lowest validation loss, or the last one without validation data.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    public Epoch best() {
        if (bestEpoch == 0) throw new NoSuchElementException("no epoch was completed");
        return epochs.get(bestEpoch - 1);
    }

    /** Rows trained on per second over all epochs, validation not counted. */
    public double rowsPerSecond() {
        double seconds = epochs.stream().mapToDouble(Epoch::seconds).sum();
        return epochs.stream().mapToLong(Epoch::rows).sum() / seconds;
    }
}
