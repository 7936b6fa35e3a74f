package dev.nn.training;

import dev.nn.data.Dataset;
import dev.nn.guard.Claims;
import dev.nn.guard.TrainingClaim;
import dev.nn.network.Network;
import dev.nn.optimizer.OptimizerState;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of a {@link Trainer} from the first epoch, or from a checkpoint, to the last. */
final class Fit implements AutoCloseable {
    private final Trainer trainer;
    private final Network network;
    private final Dataset train;
    private final @Nullable Dataset validation;
    private final Steps steps;
    private final OptimizerState optimizer;
    private final TrainingProgress progress = new TrainingProgress();
    private final BestEpoch best;
    private final Divergence divergence;
    private final @Nullable CheckpointWriter checkpoints;

    private final @Nullable Evaluator evaluator;

    /** The file that this training alone may write. */
    private final @Nullable Path claimed;

    private final boolean resumed;
    private boolean stop;

    /** The epoch whose rows are in order. */
    private int begun;

    private @Nullable History history;

    /** Trains a network, if nobody else is training it. */
    static History run(Trainer trainer, Dataset train, @Nullable Dataset validation) {
        try (Fit fit = begin(trainer, train, validation)) {
            while (fit.hasNext()) fit.step();
            return fit.history();
        }
    }

    /** Claims a network and a checkpoint file, if nobody else has; {@link #close} has to follow. */
    static Fit begin(Trainer trainer, Dataset train, @Nullable Dataset validation) {
        TrainingClaim.take(trainer.network);
        try {
            return trainer.checkpoints == null
                    ? new Fit(trainer, train, validation, null)
                    : begin(
                            trainer,
                            train,
                            validation,
                            trainer.checkpoints.file().toAbsolutePath().normalize());
        } catch (Throwable e) {
            TrainingClaim.release(trainer.network);
            throw e;
        }
    }

    private static Fit begin(Trainer trainer, Dataset train, @Nullable Dataset validation, Path checkpoint) {
        Claims.take(checkpoint, checkpoint + " is being written", "each training needs a checkpoint file of its own");
        try {
            return new Fit(trainer, train, validation, checkpoint);
        } catch (Throwable e) {
            Claims.release(checkpoint);
            throw e;
        }
    }

    @Override
    public void close() {
        if (claimed != null) Claims.release(claimed);
        TrainingClaim.release(network);
    }

    private Fit(Trainer trainer, Dataset train, @Nullable Dataset validation, @Nullable Path claimed) {
        this.claimed = claimed;
        this.trainer = trainer;
        this.network = trainer.network;
        this.train = train;
        this.validation = validation;
        if (trainer.earlyStopping != null && validation == null) {
            throw new IllegalArgumentException("early stopping needs validation data");
        }
        if (trainer.plateau != null && validation == null) {
            throw new IllegalArgumentException("reducing on a plateau needs validation data");
        }
        if (validation != null) Compatibility.check("validation data", validation, network, trainer.loss);
        steps = new Steps(trainer, train);
        optimizer = steps.optimizer();
        divergence = steps.divergence();
        try {
            best = new BestEpoch(trainer.earlyStopping, network.parameters());
        } catch (OutOfMemoryError e) {
            throw steps.memory().exhausted(e);
        }
        evaluator = validation == null
                ? null
                : new Evaluator(network, trainer.loss, trainer.metric, steps.maxBatch(), trainer.team);
        Checkpoint start = trainer.takeStart();
        resumed = start != null;
        if (start == null && trainer.checkpoints == null) {
            checkpoints = null;
            divergence.start();
            return;
        }
        TrainingSettings settings = TrainingSettings.of(trainer, train, validation);
        stop = start != null && resume(start, settings);
        divergence.start();
        checkpoints = trainer.checkpoints == null
                ? null
                : new CheckpointWriter(trainer.checkpoints, settings, network, optimizer, best, progress, divergence);
    }

    /** Puts everything where it was; true if training was over by then. Changes nothing if anything doesn't fit. */
    private boolean resume(Checkpoint start, TrainingSettings settings) {
        long done = start.step() - (long) start.epochs().size() * steps.perEpoch();
        List<String> differences = settings.differences(start.settings());
        if (start.epochs().size() > trainer.epochs) {
            differences.add(TrainingSettings.difference("epochs", start.epochs().size() + "", trainer.epochs + ""));
        } else if (differences.isEmpty()) {
            addOtherRates(start, done, differences);
        }
        // With the same data and batches this can't be, unless the file was made by hand.
        if (differences.isEmpty() && (done < 0 || done > steps.perEpoch())) {
            differences.add("step %d is not within epoch %d"
                    .formatted(start.step(), start.epochs().size() + 1));
        }
        if (differences.isEmpty() && !start.isFinite())
            differences.add("parameters or moments in it are NaN or infinite");
        Checkpoint.refuse(start.file(), differences);
        boolean ended = best.replay(start.epochs(), start.best());
        optimizer.restore(start.step(), start.first(), start.second());
        System.arraycopy(start.parameters(), 0, network.parameters(), 0, start.parameters().length);
        double[] partial = start.partial();
        progress.epochs().addAll(start.epochs());
        progress.restore((int) done, partial[0], partial[1], partial[2]);
        return ended;
    }

    /** A schedule is a function, which can't be compared; but it must give the past the rates that the past had. */
    private void addOtherRates(Checkpoint start, long done, List<String> differences) {
        for (Epoch epoch : start.epochs()) {
            addOtherRate((long) epoch.number() * steps.perEpoch(), epoch.learningRate(), differences);
            steps.judge(epoch);
        }
        if (done > 0) addOtherRate(start.step(), start.partial()[1], differences);
    }

    private void addOtherRate(long step, double was, List<String> differences) {
        double is = steps.rate(step);
        // Another machine's cosine may differ in the last digits.
        if (!differences.isEmpty() || Math.abs(is - was) <= 1e-9 * Math.abs(was)) return;
        differences.add(TrainingSettings.difference("learning rate of step " + step, was + "", is + ""));
    }

    /**
     * Whether there is another step to take, for which all is ready then. If not, the training is over: the thread has been
     * interrupted, or nothing is left to do.
     */
    boolean hasNext() {
        while (history == null) {
            List<Epoch> epochs = progress.epochs();
            int number = epochs.size() + 1;
            if (number > trainer.epochs || stop) {
                end(new History(epochs, stop && epochs.size() < trainer.epochs, best.number(), false));
            } else {
                if (begun < number) {
                    steps.shuffle(number);
                    progress.startClock();
                    begun = number;
                }
                // A checkpoint may have been written between an epoch's last step and its end.
                if (progress.steps() < steps.perEpoch()) {
                    if (!Thread.currentThread().isInterrupted()) return true;
                    if (checkpoints != null) checkpoints.afterInterrupt();
                    end(new History(epochs, false, best.number(), true));
                } else {
                    endEpoch();
                }
            }
        }
        return false;
    }

    private void end(History result) {
        best.restore();
        history = result;
    }

    /** Takes the next step. */
    void step() {
        done(steps.step(epoch(), nextStep(), isLast()));
    }

    /** The steps, for a pass that takes this training's next one with others'. */
    Steps steps() {
        return steps;
    }

    Trainer trainer() {
        return trainer;
    }

    /** Whether it goes on from a checkpoint. */
    boolean isResumed() {
        return resumed;
    }

    /** Number of the epoch of the next step, from 1. */
    int epoch() {
        return progress.epochs().size() + 1;
    }

    /** Number of the next step within its epoch, from 1. */
    int nextStep() {
        return progress.steps() + 1;
    }

    /** Whether nothing follows the next step. */
    boolean isLast() {
        return epoch() == trainer.epochs && nextStep() == steps.perEpoch();
    }

    /**
     * The next step has been taken.
     *
     * @param loss mean over its rows
     */
    void done(double loss) {
        progress.step(loss * steps.rows(nextStep()), steps.lastRate());
        if (checkpoints != null) checkpoints.afterStep();
        if (progress.steps() == steps.perEpoch()) endEpoch();
    }

    private void endEpoch() {
        int number = epoch();
        Epoch epoch = measure(number);
        progress.end(epoch);
        steps.judge(epoch);
        for (TrainingListener listener : trainer.listeners) listener.onEpoch(epoch);
        stop = best.stopAfter(epoch);
        if (checkpoints != null) checkpoints.afterEpoch(stop || number == trainer.epochs);
    }

    /** The training has diverged, and is over. */
    void fail(DivergenceException divergence) {
        history = new History(progress.epochs(), false, best.number(), false, divergence);
    }

    /** How it went, when it is over. */
    History history() {
        return Objects.requireNonNull(history, "the training goes on");
    }

    /** What an epoch that has been trained came to, if its parameters are sound. */
    private Epoch measure(int number) {
        double seconds = progress.seconds(), trainLoss = progress.lossSum() / train.size();
        long step = (long) number * steps.perEpoch();
        double rate = steps.rate(step), validationLoss = Double.NaN, score = Double.NaN;
        divergence.parameters(number, step, trainLoss, rate);
        if (evaluator != null && validation != null && validation.size() > 0) {
            Evaluator.Evaluation evaluation = evaluator.evaluate(validation);
            validationLoss = evaluation.loss();
            score = evaluation.score();
            // With early stopping the best epoch stays, whatever becomes of the others.
            boolean counts = number == trainer.epochs && trainer.earlyStopping == null;
            divergence.validation(validationLoss, number, step, rate, counts);
        }
        return new Epoch(number, trainLoss, validationLoss, score, rate, train.size(), seconds);
    }
}
