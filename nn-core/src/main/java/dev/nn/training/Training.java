package dev.nn.training;

import dev.nn.data.Dataset;
import dev.nn.guard.TrainingClaim;

/**
 * A training taken step by step: what {@link Trainer#fit} does in its loop, for loops of one's own, as a program with a
 * window has them.
 *
 * {@snippet file="dev/nn/snippet/NetworkSnippetsTest.java" region="steps" :
 * try (Training training = trainer.start(train)) {
 *     while (training.step() > 0.01 && training.epoch() <= 100) {
 *         // show what the network has become, change a weight, wait for the user
 *     }
 * }
 * }
 *
 * <p>After n steps the parameters have the bits that they have after n steps of {@code fit}. Between steps the caller may
 * use the network and change its parameters. A step allocates nothing, but for an {@link Epoch} once in an epoch if there
 * are listeners.
 *
 * <p>One thread takes all steps, the one that has started the training; until {@link #close} no other thread may use the
 * network.
 */
public final class Training implements AutoCloseable {
    private final Trainer trainer;
    private final Steps steps;
    private final TrainingProgress progress = new TrainingProgress();
    private final Thread thread = Thread.currentThread();
    private int epoch = 1;
    private boolean closed;

    private Training(Trainer trainer, Dataset train) {
        this.trainer = trainer;
        this.steps = new Steps(trainer, train);
        steps.divergence().start();
        steps.shuffle(epoch);
    }

    static Training start(Trainer trainer, Dataset train) {
        if (trainer.earlyStopping != null || trainer.plateau != null) {
            throw new IllegalArgumentException((trainer.plateau == null ? "early stopping" : "reducing on a plateau")
                    + " needs validation data, which a training by steps doesn't have: use fit");
        }
        if (trainer.checkpoints != null || trainer.hasStart()) {
            throw new IllegalArgumentException("a training by steps neither writes checkpoints nor resumes: use fit");
        }
        TrainingClaim.take(trainer.network);
        boolean started = false;
        try {
            Training training = new Training(trainer, train);
            started = true;
            return training;
        } finally {
            if (!started) TrainingClaim.release(trainer.network);
        }
    }

    /**
     * Trains on the next batch.
     *
     * @return the batch's mean loss, before the update
     * @throws DivergenceException if training diverges; the network has the parameters of before then, or those that are
     *     no longer finite
     * @throws IllegalArgumentException if the schedule gives a learning rate that is negative, infinite or NaN; the step
     *     has not been taken
     * @throws IllegalStateException if the training is closed, or another thread has started it
     */
    public double step() {
        if (closed) throw new IllegalStateException("the training is closed");
        if (!thread.equals(Thread.currentThread())) {
            throw new IllegalStateException("the thread that has started a training takes all of its steps");
        }
        if (progress.steps() == steps.perEpoch()) nextEpoch();
        if (progress.steps() == 0) progress.startClock();
        int step = progress.steps() + 1;
        double loss = steps.step(epoch, step, false);
        progress.step(loss * steps.rows(step), steps.lastRate());
        if (step == steps.perEpoch()) endEpoch();
        return loss;
    }

    private void nextEpoch() {
        epoch++;
        progress.restore(0, 0, Double.NaN, 0);
        steps.shuffle(epoch);
    }

    /** Judges the parameters, as {@code fit} does, and tells listeners. */
    private void endEpoch() {
        double loss = progress.lossSum() / rows(), rate = progress.rate();
        steps.divergence().parameters(epoch, steps(), loss, rate);
        if (trainer.listeners.isEmpty()) return;
        Epoch over = new Epoch(epoch, loss, Double.NaN, Double.NaN, rate, rows(), progress.seconds());
        for (TrainingListener listener : trainer.listeners) listener.onEpoch(over);
    }

    /** Number of the epoch that the last step was in, from 1 on. */
    public int epoch() {
        return epoch;
    }

    /** Steps taken so far. */
    public long steps() {
        return (epoch - 1L) * steps.perEpoch() + progress.steps();
    }

    /** Steps that go once through the data. */
    public int stepsPerEpoch() {
        return steps.perEpoch();
    }

    /** Rows of the training data. */
    public int rows() {
        return steps.dataRows();
    }

    /** Ends the training: the network may be used by any thread. Does nothing if it has ended. */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        TrainingClaim.release(trainer.network);
    }
}
