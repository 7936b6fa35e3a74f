package dev.nn.spark;

import dev.nn.loss.Loss;
import dev.nn.network.Network;
import dev.nn.optimizer.Optimizer;
import dev.nn.table.TablePlan;
import dev.nn.training.History;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import dev.nn.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The training of a network by Spark's executors on data that are spread over them.
 *
 * <pre>{@code
 * Network network = Network.input(784).dense(256, RELU).dense(10).build(Initializer.he(), 42);
 * History history = SparkTrainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
 *         .batchSize(1024).epochs(5).listener(new EpochLines(System.out, 5))
 *         .fit(table, "features", "label");
 * }</pre>
 *
 * There are two ways to work together:
 *
 * <ul>
 *   <li>Synchronous, the default: in every step each partition computes the gradient of its share of the batch, and the
 *       driver takes the optimiser's step with the sum. To rounding, it is the training on one machine with the same
 *       batches.
 *   <li>{@linkplain #localSteps Local steps}: each partition takes some steps by itself, then parameters and moments are
 *       averaged. That exchanges less, and is another algorithm.
 * </ul>
 *
 * In both, partitions count by the rows that they contribute, and may be empty. The same data in the same partitions, the
 * same network and the same seed give the same parameters, bit for bit, however many executors there are, in whatever
 * order their tasks end and whichever of them fail. (The kernels must be of one kind, SIMD of any width or scalar.)
 *
 * <p>The executors hold the data packed, as floats, and read their source only once, unless they are lost.
 */
public final class SparkTrainer {
    /** Local steps of {@link #of(TablePlan, Loss)}. */
    public static final int LOCAL_STEPS = 256;

    private static final long PARTITION_ROWS = 100_000;
    private static final long PARTITION_NUMBERS = 20_000_000;
    private static final int MOST_PARTITIONS = 1_000;

    final Network network;
    final Loss loss;
    final Optimizer optimizer;
    final List<TrainingListener> listeners = new ArrayList<>();
    int batchSize = 1024;
    int epochs = 10;
    int localSteps;
    boolean smallOnDriver;
    long seed;
    double divergenceFactor = 1e6;
    Schedule schedule = Schedule.constant();

    @Nullable
    String checkpoints;

    long checkpointSteps;

    private SparkTrainer(Network network, Loss loss, Optimizer optimizer) {
        this.network = network;
        this.loss = loss;
        this.optimizer = optimizer;
    }

    /** A synchronous training with batches of 1024, 10 epochs and a constant learning rate; it changes {@code network}. */
    public static SparkTrainer of(Network network, Loss loss, Optimizer optimizer) {
        return new SparkTrainer(network, loss, optimizer);
    }

    /**
     * The training of a table's network that a {@linkplain dev.nn.table.TableTrainer#plan plan} describes, with local steps,
     * and {@linkplain #smallOnDriver on the driver} if it is small.
     */
    public static SparkTrainer of(TablePlan plan, Loss loss) {
        return of(plan.network(), loss, plan.optimizer())
                .batchSize(plan.batchSize())
                .epochs(plan.epochs())
                .schedule(Schedule.cosine(0))
                .localSteps(LOCAL_STEPS)
                .smallOnDriver();
    }

    /**
     * The number of partitions that suits a table: one if it is small, then more. It depends on nothing else, so the result
     * of a training needn't, either.
     *
     * @param rows of the table
     * @param inputs numbers in a row
     */
    public static int partitionsFor(long rows, int inputs) {
        long parts = Math.max(Math.ceilDiv(rows, PARTITION_ROWS), Math.ceilDiv(rows * inputs, PARTITION_NUMBERS));
        return Math.clamp(parts, 1, MOST_PARTITIONS);
    }

    /** Rows per step, over all partitions, give or take one row per partition: an epoch's steps are equally large. */
    public SparkTrainer batchSize(int rows) {
        if (rows < 1) throw new IllegalArgumentException("the batch size must be at least 1, was " + rows);
        batchSize = rows;
        return this;
    }

    /** How often the training data is gone through. */
    public SparkTrainer epochs(int count) {
        if (count < 0) throw new IllegalArgumentException("epochs must not be negative, was " + count);
        epochs = count;
        return this;
    }

    /**
     * Lets each partition take so many steps by itself, each with its share of the batch, before parameters and moments
     * are averaged; 0 for synchronous training. With one local step and SGD both are the same to rounding.
     *
     * <p>Stich: Local SGD converges fast and communicates little. ICLR 2019. Moments are averaged as in Yu, Jin, Yang: On
     * the linear speedup analysis of communication efficient momentum SGD for distributed non-convex optimization. ICML
     * 2019.
     */
    public SparkTrainer localSteps(int count) {
        if (count < 0) throw new IllegalArgumentException("local steps must not be negative, were " + count);
        localSteps = count;
        return this;
    }

    /**
     * Trains on the driver, by the core's own {@link Trainer}, if the table has one partition and no checkpoints are
     * wanted: a small network takes hundreds of steps in the time of one exchange.
     */
    public SparkTrainer smallOnDriver() {
        smallOnDriver = true;
        return this;
    }

    /** Seed of the order of the rows and of dropout. */
    public SparkTrainer seed(long value) {
        seed = value;
        return this;
    }

    /** How the learning rate changes from step to step. */
    public SparkTrainer schedule(Schedule value) {
        schedule = value;
        return this;
    }

    /**
     * Ends training with a {@link dev.nn.training.DivergenceException} when the loss grows to {@code factor} times what it
     * was at first and what a constant answer gives, as {@link dev.nn.training.Trainer#divergenceFactor} does; a million by
     * default. The loss is that of an exchange: of a step, or the mean of some local steps.
     *
     * @param factor more than 1; infinity lets the loss grow
     */
    public SparkTrainer divergenceFactor(double factor) {
        if (!(factor > 1)) {
            throw new IllegalArgumentException("the divergence factor must be more than 1, was " + factor);
        }
        divergenceFactor = factor;
        return this;
    }

    /** Adds one who hears on the driver how it goes: of every exchange, as a step, and of every epoch. */
    public SparkTrainer listener(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Saves the training after every epoch, and goes on from what is there: the same program, started again after its
     * driver was killed, ends with the same parameters.
     *
     * @param folder on any file system that Hadoop knows, such as {@code hdfs:///user/me/digits}; for this training only
     */
    public SparkTrainer checkpoint(String folder) {
        return checkpoint(folder, 0);
    }

    /** The same, also after every {@code steps} steps, at the next exchange. */
    public SparkTrainer checkpoint(String folder, long steps) {
        if (steps < 0) throw new IllegalArgumentException("steps must not be negative, was " + steps);
        checkpoints = folder;
        checkpointSteps = steps;
        return this;
    }

    /**
     * Trains on a table.
     *
     * <p>A thread that is {@linkplain Thread#interrupt interrupted} stops training: at the next exchange, or, if it waits
     * for the executors, at once. The method returns, the thread stays interrupted, and the history, which has the epochs
     * that were completed, is {@link History#interrupted}. The network has the parameters of the last exchange. With
     * {@link #checkpoint(String) checkpoints} one is written, and the next start goes on from there with the same bits.
     *
     * @param features a column of vectors (Spark ML's) or of arrays of numbers
     * @param label a column of numbers: of classes from 0, or what the network is to answer
     * @throws IllegalArgumentException before any training, if a column is missing or of a wrong type, or a row can't be
     *     learnt from: it says which row and why
     * @throws IllegalArgumentException if the schedule gives a learning rate that is negative, infinite or NaN, naming the
     *     step, which has not been taken
     * @throws dev.nn.training.DivergenceException if training diverges
     */
    public History fit(Dataset<Row> table, String features, String label) {
        return fit(table, List.of(features), List.of(label));
    }

    /**
     * Trains on a table whose numbers stand in several columns, each a number, an array or a vector.
     *
     * @throws IllegalArgumentException like {@link #fit(Dataset, String, String)}
     */
    public History fit(Dataset<Row> table, List<String> features, List<String> labels) {
        StructType schema = table.schema();
        Columns x = Columns.find("feature", features, schema, network.in());
        Columns target = Columns.find("label", labels, schema, loss.targets(network.out()));
        return fit(Columns.select(table, x, target), x.selected(0), target.selected(features.size()));
    }

    /**
     * Trains on a table whose rows somebody else reads.
     *
     * @param features writes the network's inputs
     * @param targets writes what the loss compares with
     * @throws IllegalArgumentException like {@link #fit(Dataset, String, String)}
     */
    public History fit(Dataset<Row> table, RowReader features, RowReader targets) {
        PackRows pack = new PackRows(features, targets, network.in(), network.out(), Shipped.of(loss));
        return fitBlocks(table.javaRDD().mapPartitions(pack));
    }

    /**
     * Trains on examples.
     *
     * @throws IllegalArgumentException before any training, if an example can't be learnt from: it says which and why
     */
    public History fit(JavaRDD<Example> examples) {
        return fitBlocks(examples.mapPartitions(new PackExamples(network.in(), network.out(), Shipped.of(loss))));
    }

    private History fitBlocks(JavaRDD<Block> blocks) {
        try (TrainingData data = TrainingData.load(blocks)) {
            if (smallOnDriver && checkpoints == null && data.partitions().size() == 1) {
                return fitHere(data.blocks().first());
            }
            return new SparkFit(this, JavaSparkContext.fromSparkContext(blocks.context()), data).run();
        }
    }

    private History fitHere(Block block) {
        Trainer trainer = Trainer.of(network, loss, optimizer)
                .batchSize(batchSize)
                .epochs(epochs)
                .schedule(schedule)
                .seed(seed)
                .divergenceFactor(divergenceFactor);
        for (TrainingListener listener : listeners) trainer.listener(listener);
        return trainer.fit(block);
    }
}
