package dev.nn.training;

import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * How a training went, epoch by epoch.
 *
 * @param epochs in order
 * @param stoppedEarly whether {@link EarlyStopping} ended it before the last epoch
 * @param bestEpoch number of the epoch with the lowest validation loss, or of the last one without validation data
 * @param interrupted whether it was {@linkplain Trainer#fit interrupted} before it was over
 * @param divergence why it ended before it was over, if it was one of {@linkplain Trainer#fitAll several} and diverged; null if
 *     it did not
 */
public record History(
        List<Epoch> epochs,
        boolean stoppedEarly,
        int bestEpoch,
        boolean interrupted,
        @Nullable DivergenceException divergence) {
    public History {
        epochs = List.copyOf(epochs);
    }

    /** That of a training that hasn't diverged. */
    public History(List<Epoch> epochs, boolean stoppedEarly, int bestEpoch, boolean interrupted) {
        this(epochs, stoppedEarly, bestEpoch, interrupted, null);
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
