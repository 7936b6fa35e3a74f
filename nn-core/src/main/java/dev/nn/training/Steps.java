package dev.nn.training;

import dev.nn.batch.Batch;
import dev.nn.data.BatchSource;
import dev.nn.data.Dataset;
import dev.nn.event.FlightRecording;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
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
    private final float[] gradient;
    private final OptimizerState optimizer;
    private final LayerUpdates updates;
    private final Pass pass;

    /** Rows of a step; the pass takes as many, or parts of them. */
    private final int batchSize;

    /** The sum of the parts' gradients, where a step has parts. */
    private final float @Nullable [] total;

    private final Batch batch;
    private final int[] order;

    /** Rows of the training data that are read together. */
    private final int block;

    private final Random random = new Random();
    private final int perEpoch;
    private final Divergence divergence;
    private final TrainingMemory memory;
    private final @Nullable WeightShrinkage shrinkage;
    private final FlightRecording.Steps recording = new FlightRecording.Steps();
    private final Team.Operation gather = this::gatherPart;
    private final Team.Operation update = this::updatePart;
    private final Team.Operation accumulate = this::accumulatePart;

    /** Whether the gradient at hand is that of a step's first part. */
    private boolean firstPart;

    /** What {@link #gather} is to copy: so many rows from this place in the order on. */
    private int gatherFrom, gathered;

    /** The step at hand: its epoch, its number there and in the whole training, its rows and the first one's place. */
    private int epoch, step, rows, from;

    private long number;

    /** The mean loss of its batch. */
    private double mean;

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
        if (train.size() == 0) throw new IllegalArgumentException("training data: no rows");
        Compatibility.check("training data", train, network, trainer.loss);
        batchSize = Math.min(trainer.batchSize, train.size());
        int rows = Math.min(trainer.microBatch, batchSize);
        divergence = new Divergence(network, trainer.divergenceFactor, trainer.loss, train);
        memory = TrainingMemory.of(trainer, train.size());
        memory.require();
        try {
            gradient = new float[network.parameters().length];
            total = rows < batchSize ? new float[gradient.length] : null;
            optimizer = new OptimizerState(trainer.optimizer, gradient.length);
            order = new int[train.size()];
        } catch (OutOfMemoryError e) {
            throw memory.exhausted(e);
        }
        updates = new LayerUpdates(network, optimizer, trainer.frozen, trainer.groups);
        pass = network.newTrainingPass(rows, trainer.team, gradient, trainer.frozen);
        int rest = train.size() % batchSize;
        prepare(rest % rows);
        if (total != null) prepare(batchSize % rows);
        batch = new Batch(network, trainer.loss, train, rows);
        block = BatchSource.of(train).block();
        perEpoch = Math.ceilDiv(train.size(), batchSize);
        shrinkage = trainer.l1 == 0 ? null : new WeightShrinkage(network, trainer.frozen, trainer.team);
    }

    /** Prepares kernels for a smaller number of rows, which is known to come. */
    private void prepare(int rows) {
        if (rows > 0) for (Operation each : network.operations(rows, true)) kernels.prepare(each);
    }

    /** The memory that there had to be. */
    TrainingMemory memory() {
        return memory;
    }

    /** Most rows that go through the network at a time. */
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
        return Math.min(batchSize, order.length - (step - 1) * batchSize);
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
        begin(epoch, step);
        long noise = trainer.seed * 0x9e3779b97f4a7c15L + number;
        judge(total == null ? forward(from, rows, rows, noise) : accumulate(from, rows, noise), last);
        if (total == null && trainer.clipNorm == Double.POSITIVE_INFINITY) {
            updates.backward(pass, rows, batch.dy());
            end();
        } else {
            if (total == null) pass.backward(rows, batch.dy());
            update();
        }
        return mean;
    }

    private void begin(int epoch, int step) {
        recording.begin();
        this.epoch = epoch;
        this.step = step;
        number = (epoch - 1L) * perEpoch + step;
        rows = rows(step);
        from = (step - 1) * batchSize;
    }

    /** Whether the steps are a single thread's, of whole batches, with all parameters: then another pass may run them. */
    boolean mayRunElsewhere() {
        return total == null && trainer.team.size() == 1 && trainer.frozen.isEmpty();
    }

    /** The first part of a step that another pass runs: its input. */
    Rows gather(int epoch, int step) {
        begin(epoch, step);
        batch.gather(order, from, 0, rows);
        return batch.x();
    }

    /**
     * The second part: the loss of what that pass gave.
     *
     * @return its gradient
     */
    Rows judge(Rows y, boolean last) {
        judge(batch.loss(rows, y, 1f / rows), last);
        return batch.dy();
    }

    /** Where the gradient of the parameters goes, before the last part. */
    float[] gradientOfStep() {
        return gradient;
    }

    private void judge(double loss, boolean last) {
        mean = loss / rows;
        rate = Divergence.requireRate(rate(number), epoch, number);
        divergence.step(mean, epoch, number, rate, last);
        optimizer.begin(rate);
        for (int i = 0; i < trainer.groups.size(); i++) {
            updates.begin(i, rate(trainer.groups.get(i).optimizer().learningRate(), number));
        }
    }

    /**
     * The last part: the update, with the whole gradient, because the norm to clip is that of all of it.
     *
     * @return the batch's mean loss, before the update
     */
    double update() {
        if (trainer.clipNorm < Double.POSITIVE_INFINITY) clip();
        trainer.team.run(update);
        end();
        return mean;
    }

    private void end() {
        if (shrinkage != null) shrinkage.shrink(rate * trainer.l1);
        recording.end(epoch, step, rows, mean);
        for (int i = 0; i < trainer.listeners.size(); i++) {
            trainer.listeners.get(i).onStep(epoch, step, perEpoch, rows, mean);
        }
    }

    /** The summed loss of rows from a place in the order on, of so many in the step; leaves the gradient of their share of the mean. */
    private double forward(int from, int rows, int of, long noise) {
        gatherFrom = from;
        gathered = rows;
        trainer.team.run(gather);
        Rows y = pass.forwardTraining(rows, batch.x(), noise);
        return batch.loss(rows, y, 1f / of);
    }

    /** The summed loss of a batch that goes through the network in parts, whose gradients are added up. */
    private double accumulate(int from, int all, long noise) {
        double loss = 0;
        for (int done = 0; done < all; done += pass.maxBatch()) {
            int rows = Math.min(pass.maxBatch(), all - done);
            // Other noise for each part, or dropout would drop the same units of each part's first row.
            loss += forward(from + done, rows, all, noise + done * 0xd1342543de82ef95L);
            pass.backward(rows, batch.dy());
            firstPart = done == 0;
            trainer.team.run(accumulate);
        }
        return loss;
    }

    private void accumulatePart(int part, int parts) {
        float[] sum = gradient();
        int from = (int) ((long) sum.length * part / parts), to = (int) ((long) sum.length * (part + 1) / parts);
        if (firstPart) System.arraycopy(gradient, from, sum, from, to - from);
        else for (int i = from; i < to; i++) sum[i] += gradient[i];
    }

    /** The gradient of the whole batch. */
    private float[] gradient() {
        return total == null ? gradient : total;
    }

    private void gatherPart(int part, int parts) {
        int from = (int) ((long) gathered * part / parts), to = (int) ((long) gathered * (part + 1) / parts);
        batch.gather(order, gatherFrom, from, to);
    }

    private void updatePart(int part, int parts) {
        updates.update(gradient(), part, parts);
    }

    private void clip() {
        float[] gradient = gradient();
        double norm = Math.sqrt(kernels.training().sumOfSquares(gradient, 0, gradient.length));
        // It can't be scaled, and would make every parameter NaN.
        if (!Double.isFinite(norm)) {
            throw new DivergenceException("the gradient's norm is " + norm, epoch, number, mean, rate);
        }
        if (norm <= trainer.clipNorm) return;
        float scale = (float) (trainer.clipNorm / norm);
        for (int i = 0; i < gradient.length; i++) gradient[i] *= scale;
    }

    /** A new order of the rows, which depends on nothing but the seed and the epoch's number. */
    void shuffle(int epoch) {
        random.setSeed(trainer.seed * 31 + epoch);
        RowOrder.shuffle(random, order, block);
    }
}
