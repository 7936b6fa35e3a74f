package dev.nn.spark;

import dev.nn.network.Network;
import dev.nn.optimizer.OptimizerState;
import dev.nn.training.Divergence;
import dev.nn.training.Epoch;
import dev.nn.training.History;
import dev.nn.training.TrainingListener;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training on Spark, as the driver sees it. */
final class SparkFit {
    private static final Logger LOG = LoggerFactory.getLogger(SparkTrainer.class);

    private final SparkTrainer trainer;
    private final JavaSparkContext spark;
    private final TrainingData data;
    private final Network network;
    private final RowMajor order;
    private final float[] gradient;
    private final OptimizerState optimizer;
    private final Shares shares;
    private final Broadcast<Plan> plan;
    private final SparkProgress progress = new SparkProgress();
    private final Divergence divergence;
    private final @Nullable Checkpoints checkpoints;

    /** Whether driver and tasks exchange through memory that they share. */
    private final boolean shared;

    /** What marks this training's jobs in Spark. */
    private final String tag = "nn-" + UUID.randomUUID();

    SparkFit(SparkTrainer trainer, JavaSparkContext spark, TrainingData data) {
        this.trainer = trainer;
        this.spark = spark;
        this.data = data;
        network = trainer.network;
        order = RowMajor.of(network);
        gradient = new float[network.parameters().length];
        optimizer = new OptimizerState(trainer.optimizer, gradient.length);
        shares = Shares.of(data.partitions(), trainer.batchSize);
        long arrays = 1L + (trainer.localSteps > 0 ? trainer.optimizer.moments() : 0);
        long exchanged = data.partitions().size() * arrays * order.size() * Float.BYTES;
        shared = spark.isLocal() && exchanged <= Runtime.getRuntime().maxMemory() / 8;
        divergence = new Divergence(
                network, trainer.divergenceFactor, trainer.loss, data.someTargets(trainer.loss.targets(network.out())));
        checkpoints = trainer.checkpoints == null
                ? null
                : new Checkpoints(
                        trainer.checkpoints,
                        spark.hadoopConfiguration(),
                        CheckpointSettings.of(trainer, shares),
                        network,
                        optimizer,
                        progress,
                        divergence);
        if (checkpoints != null && checkpoints.resume(this::rate, shares.steps())) {
            LOG.info("resumed from {} after step {}", trainer.checkpoints, optimizer.step());
        }
        divergence.start();
        plan = spark.broadcast(
                new Plan(network, Shipped.of(trainer.loss), Shipped.of(trainer.optimizer), trainer.seed, shares));
    }

    History run() {
        List<Epoch> epochs = progress.epochs();
        boolean interrupted;
        spark.sc().addJobTag(tag);
        try {
            interrupted = !train(epochs);
        } catch (Exception e) {
            if (!isInterrupt(e)) throw e;
            Thread.currentThread().interrupt();
            interrupted = true;
        } finally {
            Uninterrupted.run(this::close);
        }
        if (interrupted && checkpoints != null) checkpoints.afterInterrupt();
        return new History(epochs, false, epochs.size(), interrupted);
    }

    /** Whether an interrupt is the cause; Spark's Scala code throws InterruptedException undeclared. */
    private static boolean isInterrupt(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) return true;
        }
        return false;
    }

    private void close() {
        spark.sc().cancelJobsWithTag(tag);
        spark.sc().removeJobTag(tag);
        plan.destroy();
    }

    /** Trains to the end; false if the thread has been interrupted before. */
    private boolean train(List<Epoch> epochs) {
        if (epochs.size() < trainer.epochs) data.blocks().foreachPartition(new Prepare(plan));
        while (epochs.size() < trainer.epochs) {
            if (!steps(epochs.size() + 1)) return false;
            Epoch epoch = epoch(epochs.size() + 1);
            progress.end(epoch);
            LOG.info("epoch {}/{}: loss {}, {} rows/s", epoch.number(), trainer.epochs, epoch.trainLoss(), (long)
                    epoch.rowsPerSecond());
            for (TrainingListener listener : trainer.listeners) listener.onEpoch(epoch);
            if (checkpoints != null) checkpoints.write();
        }
        return true;
    }

    /**
     * Goes through the training data once, or through what is left of it; false if the thread has been interrupted
     * before the end.
     */
    private boolean steps(int number) {
        progress.startClock();
        while (progress.steps() < shares.steps()) {
            if (Thread.currentThread().isInterrupted()) return false;
            int first = progress.steps();
            int count = trainer.localSteps == 0 ? 1 : Math.min(trainer.localSteps, shares.steps() - first);
            Round round = round(number, first, count);
            Part sum = run(round);
            // The optimiser has been changed, and progress must tell the same when it is saved.
            progress.add(count, sum.loss(), round.rates()[count - 1]);
            for (TrainingListener listener : trainer.listeners) {
                listener.onStep(
                        number, first + count, shares.steps(), (int) sum.rows(), sum.loss() / (double) sum.rows());
            }
            if (checkpoints != null && progress.steps() < shares.steps()) {
                checkpoints.afterSteps(count, trainer.checkpointSteps);
            }
        }
        return true;
    }

    /** What an epoch that is over came to, if its parameters are sound. */
    private Epoch epoch(int number) {
        long rows = shares.total(), step = (long) number * shares.steps();
        double loss = progress.lossSum() / rows, rate = rate(step);
        divergence.parameters(number, step, loss, rate);
        return new Epoch(number, loss, Double.NaN, Double.NaN, rate, rows, progress.seconds());
    }

    private Round round(int epoch, int first, int count) {
        long number = (epoch - 1L) * shares.steps() + first + 1;
        double[] rates = new double[count];
        for (int i = 0; i < count; i++) {
            rates[i] = Divergence.requireRate(rate(number + i), epoch, number + i);
        }
        return new Round(epoch, first, number, rates, shares.rows(first, first + count), trainer.localSteps > 0);
    }

    /** Lets the executors work and applies what they have found. */
    private Part run(Round round) {
        boolean local = round.local();
        float[] none = new float[0];
        Weights now = new Weights(
                order.read(network.parameters()),
                local ? order.read(optimizer.first()) : none,
                local ? order.read(optimizer.second()) : none,
                optimizer.step());
        Exchange exchange = shared ? LocalExchange.open(now) : new ClusterExchange(spark.broadcast(now));
        Part sum;
        try {
            sum = exchange.sum(data.blocks(), new StepTask(plan, exchange, round));
        } finally {
            Uninterrupted.run(exchange::close);
        }
        if (sum == null || sum.rows() != round.rows()) {
            throw new IllegalStateException("epoch %d, step %d: the executors used %d of %d rows"
                    .formatted(round.epoch(), round.first(), sum == null ? 0 : sum.rows(), round.rows()));
        }
        long last = round.number() + round.steps() - 1;
        divergence.step(
                sum.loss() / sum.rows(),
                round.epoch(),
                last,
                round.rates()[round.steps() - 1],
                last == (long) trainer.epochs * shares.steps());
        if (local) average(sum, round);
        else step(sum, round);
        return sum;
    }

    private void step(Part sum, Round round) {
        order.write(sum.values(), 0, gradient);
        optimizer.begin(round.rates()[0]);
        network.kernels().training().update(optimizer, network.parameters(), gradient, 0, network.trainedLength());
    }

    private void average(Part sum, Round round) {
        order.add(sum.values(), 0, network.parameters());
        float[] first = optimizer.first(), second = optimizer.second();
        if (first.length > 0) order.write(sum.values(), order.size(), first);
        if (second.length > 0) order.write(sum.values(), 2 * order.size(), second);
        optimizer.restore(optimizer.step() + round.steps(), first, second);
    }

    private double rate(long step) {
        return trainer.schedule.rate(trainer.optimizer.learningRate(), step, (long) trainer.epochs * shares.steps());
    }
}
