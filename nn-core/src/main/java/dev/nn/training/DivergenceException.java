package dev.nn.training;

import java.io.Serial;
import java.util.Locale;

/**
 * A training that has diverged: its loss or its parameters are no numbers any more, or the loss has grown beyond all
 * measure. The message says at which step, and what to try.
 *
 * <p>The network keeps what it had come to, which is of no use; a checkpoint file keeps the last training state that was
 * sound.
 */
public final class DivergenceException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int epoch;
    private final long step;
    private final double loss;
    private final double learningRate;

    /**
     * @param problem what shows that training has diverged
     * @param epoch from 1
     * @param step of the whole training, from 1
     * @param loss mean loss of the step's batch, or of the validation data
     * @param learningRate of the step
     */
    DivergenceException(String problem, int epoch, long step, double loss, double learningRate) {
        super(String.format(
                Locale.ROOT,
                "training diverged: %s at step %d (epoch %d) with learning rate %.3g; try a lower learning rate,"
                        + " clipping the gradient, or features and targets scaled to about 1",
                problem,
                step,
                epoch,
                learningRate));
        this.epoch = epoch;
        this.step = step;
        this.loss = loss;
        this.learningRate = learningRate;
    }

    /** The epoch in which it showed, from 1. */
    public int epoch() {
        return epoch;
    }

    /** The step at which it showed, counted from the begin of the training, from 1. */
    public long step() {
        return step;
    }

    /** The loss that showed it; NaN if parameters did and no loss was known. */
    public double loss() {
        return loss;
    }

    /** The learning rate of that step. */
    public double learningRate() {
        return learningRate;
    }
}
