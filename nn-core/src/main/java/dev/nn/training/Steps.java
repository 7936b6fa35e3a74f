package dev.nn.training;

import dev.nn.data.BatchSource;
import dev.nn.data.Dataset;
import dev.nn.event.FlightRecording;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import dev.nn.optimizer.OptimizerState;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The steps of a {@link Trainer} through its training data, with their buffers. A step allocates nothing. */
final class Steps {
    private final Trainer trainer;
    private final Network network;
    private final DenseKernels kernels;
    private final BatchSource train;
    private final float[] gradient;
    private final OptimizerState optimizer;
    private final LayerUpdates updates;
    private final Pass pass;
    private final Rows x;
    private final Rows target;
    private final Rows dy;
    private final Workspace workspace = new Workspace();
    private final int[] order;
    private final Random random = new Random();
    private final int perEpoch;
    private final Divergence divergence;
    private final TrainingMemory memory;
    private final @Nullable WeightShrinkage shrinkage;
    private final FlightRecording.Steps recording = new FlightRecording.Steps();
    private final Team.Operation gather = this::gatherPart;
    private final Team.Operation update = this::updatePart;

    /** What {@link #gather} is to copy: so many rows from this place in the order on. */
    private int gatherFrom, gathered;

    /** The learning rate of the last step. */
    private double rate = Double.NaN;

    private final ReduceOnPlateau.State plateau = new ReduceOnPlateau.State();

    /**
     * Makes the buffers for a training, whose network somebody has claimed; parameters are to be judged by {@link
     * #divergence} before the first step.
     *
     * @throws IllegalArgumentException if the data don't fit, or there isn't enough memory
     */
    Steps(Trainer trainer, Dataset train) {
        this.trainer = trainer;
        this.network = trainer.network;
        this.kernels = network.kernels();
        this.train = BatchSource.of(train);
        if (train.size() == 0) throw new IllegalArgumentException("training data: no rows");
        Compatibility.check("training data", train, network, trainer.loss);
        int batch = Math.min(trainer.batchSize, train.size());
        divergence = new Divergence(network, trainer.divergenceFactor, trainer.loss, train);
        memory = TrainingMemory.of(trainer, train.size());
        memory.require();
        try {
            gradient = new float[network.parameters().length];
            optimizer = new OptimizerState(trainer.optimizer, gradient.length);
            order = new int[train.size()];
        } catch (OutOfMemoryError e) {
            throw memory.exhausted(e);
        }
        updates = new LayerUpdates(network, optimizer, trainer.frozen, trainer.groups);
        pass = network.newTrainingPass(batch, trainer.team, gradient, trainer.frozen);
        int rest = train.size() % batch;
        if (rest > 0) for (Operation each : network.operations(rest, true)) kernels.prepare(each);
        x = Rows.allocate(batch, network.in());
        target = Rows.allocate(batch, train.targets());
        dy = Rows.allocate(batch, network.out());
        workspace.prepare(kernels, trainer.loss.operations(network.out()));
        workspace.prepare(kernels, this.train.operations());
        perEpoch = Math.ceilDiv(train.size(), batch);
        shrinkage = trainer.l1 == 0 ? null : new WeightShrinkage(network, trainer.frozen, trainer.team);
    }

    /** The memory that there had to be. */
    TrainingMemory memory() {
        return memory;
    }

    /** The largest batch. */
    int maxBatch() {
        return pass.maxBatch();
    }

    /** Rows of the training data. */
    int dataRows() {
        return order.length;
    }

    /** Steps in an epoch. */
    int perEpoch() {
        return perEpoch;
    }

    OptimizerState optimizer() {
        return optimizer;
    }

    Divergence divergence() {
        return divergence;
    }

    /** Rows of a step of an epoch, from 1; the last may have fewer. */
    int rows(int step) {
        return Math.min(pass.maxBatch(), order.length - (step - 1) * pass.maxBatch());
    }

    /** The learning rate of a step of the whole training; beyond its plan that of the last step. */
    double rate(long step) {
        return rate(trainer.optimizer.learningRate(), step);
    }

    private double rate(double base, long step) {
        long total = Math.max(1, (long) trainer.epochs * perEpoch);
        return plateau.scale() * trainer.schedule.rate(base, Math.min(step, total), total);
    }

    /** An epoch is over: the rate of the next ones may become lower. */
    void judge(Epoch epoch) {
        if (trainer.plateau != null) plateau.judge(trainer.plateau, epoch);
    }

    /** The learning rate that the last step had. */
    double lastRate() {
        return rate;
    }

    /**
     * One step: gather, forward, loss, backward, clip, update; then listeners hear of it.
     *
     * @param step within the epoch, from 1
     * @param last whether nothing follows
     * @return the batch's mean loss, before the update
     */
    double step(int epoch, int step, boolean last) {
        int batch = rows(step);
        recording.begin();
        double loss = step(epoch, step, batch, last);
        recording.end(epoch, step, batch, loss);
        for (int i = 0; i < trainer.listeners.size(); i++) {
            trainer.listeners.get(i).onStep(epoch, step, perEpoch, batch, loss);
        }
        return loss;
    }

    private double step(int epoch, int step, int batch, boolean last) {
        long number = (epoch - 1L) * perEpoch + step;
        gatherFrom = (step - 1) * pass.maxBatch();
        gathered = batch;
        trainer.team.run(gather);
        Rows y = pass.forwardTraining(batch, x, trainer.seed * 0x9e3779b97f4a7c15L + number);
        double loss = trainer.loss.evaluate(kernels, batch, network.out(), y, target, 1f / batch, dy, workspace);
        double mean = loss / batch;
        rate = Divergence.requireRate(rate(number), epoch, number);
        divergence.step(mean, epoch, number, rate, last);
        optimizer.begin(rate);
        for (int i = 0; i < trainer.groups.size(); i++) {
            updates.begin(i, rate(trainer.groups.get(i).optimizer().learningRate(), number));
        }
        if (trainer.clipNorm == Double.POSITIVE_INFINITY) {
            updates.backward(pass, batch, dy);
        } else {
            // The norm is that of the whole gradient, so no parameter may change before all of it is known.
            pass.backward(batch, dy);
            clip(epoch, number, mean, rate);
            trainer.team.run(update);
        }
        if (shrinkage != null) shrinkage.shrink(rate * trainer.l1);
        return mean;
    }

    private void gatherPart(int part, int parts) {
        int from = (int) ((long) gathered * part / parts), to = (int) ((long) gathered * (part + 1) / parts);
        train.gather(kernels, order, gatherFrom, from, to, x, target);
    }

    private void updatePart(int part, int parts) {
        updates.update(gradient, part, parts);
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
    void shuffle(int epoch) {
        random.setSeed(trainer.seed * 31 + epoch);
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }
}
