package dev.nn.training;

import dev.nn.data.Dataset;
import dev.nn.guard.Claims;
import dev.nn.guard.TrainingClaim;
import dev.nn.network.Network;
import dev.nn.optimizer.OptimizerState;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of a {@link Trainer} from the first epoch, or from a checkpoint, to the last. */
final class Fit {
    private final Trainer trainer;
    private final Network network;
    private final Dataset train;
    private final @Nullable Dataset validation;
    private final Steps steps;
    private final OptimizerState optimizer;
    private final TrainingProgress progress = new TrainingProgress();
    private final BestEpoch best;
    private final Divergence divergence;
    private final boolean stopped;
    private final @Nullable CheckpointWriter checkpoints;

    /** Trains a network, if nobody else is training it. */
    static History run(Trainer trainer, Dataset train, @Nullable Dataset validation) {
        Network network = trainer.network;
        TrainingClaim.take(network);
        try {
            return trainer.checkpoints == null
                    ? new Fit(trainer, train, validation).run()
                    : run(
                            trainer,
                            train,
                            validation,
                            trainer.checkpoints.file().toAbsolutePath().normalize());
        } finally {
            TrainingClaim.release(network);
        }
    }

    private static History run(Trainer trainer, Dataset train, @Nullable Dataset validation, Path checkpoint) {
        Claims.take(checkpoint, checkpoint + " is being written", "each training needs a checkpoint file of its own");
        try {
            return new Fit(trainer, train, validation).run();
        } finally {
            Claims.release(checkpoint);
        }
    }

    private Fit(Trainer trainer, Dataset train, @Nullable Dataset validation) {
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
        Checkpoint start = trainer.takeStart();
        if (start == null && trainer.checkpoints == null) {
            stopped = false;
            checkpoints = null;
            divergence.start();
            return;
        }
        TrainingSettings settings = TrainingSettings.of(trainer, train, validation);
        stopped = start != null && resume(start, settings);
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

    private History run() {
        Evaluator evaluator = validation == null
                ? null
                : new Evaluator(network, trainer.loss, trainer.metric, steps.maxBatch(), trainer.team);
        List<Epoch> epochs = progress.epochs();
        boolean stop = stopped;
        while (epochs.size() < trainer.epochs && !stop) {
            int number = epochs.size() + 1;
            steps.shuffle(number);
            progress.startClock();
            if (!trainEpoch(number)) {
                if (checkpoints != null) checkpoints.afterInterrupt();
                best.restore();
                return new History(epochs, false, best.number(), true);
            }
            Epoch epoch = measure(number, evaluator);
            progress.end(epoch);
            steps.judge(epoch);
            for (TrainingListener listener : trainer.listeners) listener.onEpoch(epoch);
            stop = best.stopAfter(epoch);
            if (checkpoints != null) checkpoints.afterEpoch(stop || number == trainer.epochs);
        }
        best.restore();
        return new History(epochs, stop && epochs.size() < trainer.epochs, best.number(), false);
    }

    /** What an epoch that has been trained came to, if its parameters are sound. */
    private Epoch measure(int number, @Nullable Evaluator evaluator) {
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

    /**
     * Goes through the training data once, or through what is left of it after an interruption; false if the thread has
     * been interrupted before the end.
     */
    private boolean trainEpoch(int number) {
        Thread thread = Thread.currentThread();
        for (int step = progress.steps() + 1; step <= steps.perEpoch(); step++) {
            if (thread.isInterrupted()) return false;
            boolean last = number == trainer.epochs && step == steps.perEpoch();
            double loss = steps.step(number, step, last);
            progress.step(loss * steps.rows(step), steps.lastRate());
            if (checkpoints != null) checkpoints.afterStep();
        }
        return true;
    }
}
