package dev.nn.training;

import dev.nn.data.Dataset;
import dev.nn.event.FlightRecording;
import dev.nn.guard.Claims;
import dev.nn.guard.TrainingClaim;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import dev.nn.optimizer.OptimizerState;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One run of a {@link Trainer}: its buffers and its loop. A step allocates nothing. */
final class Fit {
    /** The update is shared in whole cache lines of 16 floats. */
    private static final int LINE = 16;

    private final Trainer trainer;
    private final Network network;
    private final DenseKernels kernels;
    private final Dataset train;
    private final @Nullable Dataset validation;
    private final float[] gradient;
    private final OptimizerState optimizer;
    private final Pass pass;
    private final Rows x;
    private final Rows target;
    private final Rows dy;
    private final Workspace workspace = new Workspace();
    private final int[] order;
    private final int stepsPerEpoch;
    private final TrainingProgress progress = new TrainingProgress();
    private final BestEpoch best;
    private final Divergence divergence;
    private final boolean stopped;
    private final @Nullable CheckpointWriter checkpoints;
    private final FlightRecording.Steps recording = new FlightRecording.Steps();
    private final Team.Operation gather = this::gatherPart;
    private final Team.Operation update = this::updatePart;

    /** What {@link #gather} is to copy: so many rows from this place in the order on. */
    private int gatherFrom, gathered;

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
        this.kernels = network.kernels();
        this.train = train;
        this.validation = validation;
        if (trainer.earlyStopping != null && validation == null) {
            throw new IllegalArgumentException("early stopping needs validation data");
        }
        if (train.size() == 0) throw new IllegalArgumentException("training data: no rows");
        Compatibility.check("training data", train, network, trainer.loss);
        if (validation != null) Compatibility.check("validation data", validation, network, trainer.loss);
        int batch = Math.min(trainer.batchSize, train.size());
        divergence = new Divergence(network, trainer.divergenceFactor, trainer.loss, train);
        TrainingMemory memory = TrainingMemory.of(trainer, train.size());
        memory.require();
        try {
            gradient = new float[network.parameters().length];
            optimizer = new OptimizerState(trainer.optimizer, gradient.length);
            best = new BestEpoch(trainer.earlyStopping, network.parameters());
            order = new int[train.size()];
        } catch (OutOfMemoryError e) {
            throw memory.exhausted(e);
        }
        pass = network.newTrainingPass(batch, trainer.team, gradient);
        int rest = train.size() % batch;
        if (rest > 0) for (Operation each : network.operations(rest, true)) kernels.prepare(each);
        x = Rows.allocate(batch, network.in());
        target = Rows.allocate(batch, train.targets());
        dy = Rows.allocate(batch, network.out());
        workspace.prepare(kernels, trainer.loss.operations(network.out()));
        workspace.prepare(kernels, train.operations());
        stepsPerEpoch = Math.ceilDiv(train.size(), batch);
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
        long steps = start.step() - (long) start.epochs().size() * stepsPerEpoch;
        List<String> differences = settings.differences(start.settings());
        if (start.epochs().size() > trainer.epochs) {
            differences.add(TrainingSettings.difference("epochs", start.epochs().size() + "", trainer.epochs + ""));
        } else if (differences.isEmpty()) {
            addOtherRates(start, steps, differences);
        }
        // With the same data and batches this can't be, unless the file was made by hand.
        if (differences.isEmpty() && (steps < 0 || steps > stepsPerEpoch)) {
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
        progress.restore((int) steps, partial[0], partial[1], partial[2]);
        return ended;
    }

    /** A schedule is a function, which can't be compared; but it must give the past the rates that the past had. */
    private void addOtherRates(Checkpoint start, long steps, List<String> differences) {
        for (Epoch epoch : start.epochs()) {
            addOtherRate((long) epoch.number() * stepsPerEpoch, epoch.learningRate(), differences);
        }
        if (steps > 0) addOtherRate(start.step(), start.partial()[1], differences);
    }

    private void addOtherRate(long step, double was, List<String> differences) {
        double is = rate(step);
        // Another machine's cosine may differ in the last digits.
        if (!differences.isEmpty() || Math.abs(is - was) <= 1e-9 * Math.abs(was)) return;
        differences.add(TrainingSettings.difference("learning rate of step " + step, was + "", is + ""));
    }

    private History run() {
        Evaluator evaluator = validation == null
                ? null
                : new Evaluator(network, trainer.loss, trainer.metric, pass.maxBatch(), trainer.team);
        List<Epoch> epochs = progress.epochs();
        boolean stop = stopped;
        while (epochs.size() < trainer.epochs && !stop) {
            int number = epochs.size() + 1;
            shuffle(number);
            progress.startClock();
            if (!trainEpoch(number)) {
                if (checkpoints != null) checkpoints.afterInterrupt();
                best.restore();
                return new History(epochs, false, best.number(), true);
            }
            Epoch epoch = measure(number, evaluator);
            progress.end(epoch);
            for (TrainingListener listener : trainer.listeners) listener.onEpoch(epoch);
            stop = best.stopAfter(epoch);
            if (checkpoints != null) checkpoints.afterEpoch(stop || number == trainer.epochs);
        }
        best.restore();
        return new History(epochs, stop && epochs.size() < trainer.epochs, best.number(), false);
    }

    /** What an epoch that has been trained came to, if its parameters are sound. */
    private Epoch measure(int number, @Nullable Evaluator evaluator) {
        double seconds = progress.seconds(), trainLoss = progress.lossSum() / order.length;
        long step = (long) number * stepsPerEpoch;
        double rate = rate(step), validationLoss = Double.NaN, score = Double.NaN;
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
        for (int step = progress.steps() + 1; step <= stepsPerEpoch; step++) {
            if (thread.isInterrupted()) return false;
            int from = (step - 1) * pass.maxBatch();
            int batch = Math.min(pass.maxBatch(), order.length - from);
            recording.begin();
            double loss = step(from, batch, number, (number - 1L) * stepsPerEpoch + step);
            recording.end(number, step, batch, loss);
            for (int i = 0; i < trainer.listeners.size(); i++) {
                trainer.listeners.get(i).onStep(number, step, stepsPerEpoch, batch, loss);
            }
            if (checkpoints != null) checkpoints.afterStep();
        }
        return true;
    }

    /** One step: gather, forward, loss, backward, clip, update; returns the batch's mean loss. */
    private double step(int from, int batch, int epoch, long step) {
        gatherFrom = from;
        gathered = batch;
        trainer.team.run(gather);
        Rows y = pass.forwardTraining(batch, x, trainer.seed * 0x9e3779b97f4a7c15L + step);
        double loss = trainer.loss.evaluate(kernels, batch, network.out(), y, target, 1f / batch, dy, workspace);
        double rate = rate(step), mean = loss / batch;
        if (!(rate >= 0 && rate <= Float.MAX_VALUE)) throw wrongRate(rate, epoch, step);
        divergence.step(mean, epoch, step, rate, step == (long) trainer.epochs * stepsPerEpoch);
        optimizer.begin(rate);
        progress.step(mean * batch, rate);
        if (trainer.clipNorm == Double.POSITIVE_INFINITY) {
            pass.backwardUpdate(batch, dy, optimizer);
            return mean;
        }
        // The norm is that of the whole gradient, so no parameter may change before all of it is known.
        pass.backward(batch, dy);
        clip(epoch, step, mean, rate);
        trainer.team.run(update);
        return mean;
    }

    private static IllegalArgumentException wrongRate(double rate, int epoch, long step) {
        return new IllegalArgumentException(
                "the schedule gives learning rate %s at step %d (epoch %d): expected a finite number of at least 0"
                        .formatted(rate, step, epoch));
    }

    private void gatherPart(int part, int parts) {
        int from = (int) ((long) gathered * part / parts), to = (int) ((long) gathered * (part + 1) / parts);
        train.gather(kernels, order, gatherFrom, from, to, x, target);
    }

    private void updatePart(int part, int parts) {
        int length = network.trainedLength(), lines = length / LINE;
        int from = (int) ((long) lines * part / parts) * LINE, to = (int) ((long) lines * (part + 1) / parts) * LINE;
        int end = part + 1 == parts ? length : to;
        kernels.training().update(optimizer, network.parameters(), gradient, from, end);
    }

    private double rate(long step) {
        return trainer.schedule.rate(trainer.optimizer.learningRate(), step, (long) trainer.epochs * stepsPerEpoch);
    }

    private void clip(int epoch, long step, double loss, double rate) {
        double norm = Math.sqrt(kernels.training().sumOfSquares(gradient, 0, gradient.length));
        // It can't be scaled, and would make every parameter NaN.
        if (!Double.isFinite(norm)) {
            throw new DivergenceException("the gradient's norm is " + norm, epoch, step, loss, rate);
        }
        if (norm <= trainer.clipNorm) return;
        float scale = (float) (trainer.clipNorm / norm);
        for (int i = 0; i < gradient.length; i++) gradient[i] *= scale;
    }

    /** A new order of the rows, which depends on nothing but the seed and the epoch's number (Fisher, Yates). */
    private void shuffle(int epoch) {
        Random random = new Random(trainer.seed * 31 + epoch);
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }
}
