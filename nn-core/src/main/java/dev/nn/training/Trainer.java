package dev.nn.training;

import dev.nn.data.Dataset;
import dev.nn.loss.Loss;
import dev.nn.metric.Metric;
import dev.nn.network.Network;
import dev.nn.network.Team;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.OptimizerState;
import dev.nn.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The training of a network by mini-batches: what to minimise, how, and for how long.
 *
 * {@snippet file="dev/nn/snippet/NetworkSnippetsTest.java" region="train" :
 * History history = Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
 *         .batchSize(32)
 *         .epochs(50)
 *         .schedule(Schedule.cosine(0))
 *         .seed(42)
 *         .fit(train, validation);
 * }
 *
 * The same seed, data and network give the same parameters, bit for bit, for any number of threads.
 */
public final class Trainer {
    final Network network;
    final Loss loss;
    final Optimizer optimizer;
    final List<TrainingListener> listeners = new ArrayList<>();
    int batchSize = 32;
    int microBatch = Integer.MAX_VALUE;
    int epochs = 10;
    long seed;
    double clipNorm = Double.POSITIVE_INFINITY;
    double l1;
    double divergenceFactor = 1e6;
    Schedule schedule = Schedule.constant();

    @Nullable
    Metric metric;

    @Nullable
    EarlyStopping earlyStopping;

    @Nullable
    ReduceOnPlateau plateau;

    @Nullable
    Checkpoints checkpoints;

    private @Nullable Checkpoint start;

    final BitSet frozen = new BitSet();
    final List<LayerUpdates.Group> groups = new ArrayList<>();

    Team team = Team.single();

    private Trainer(Network network, Loss loss, Optimizer optimizer) {
        this.network = network;
        this.loss = loss;
        this.optimizer = optimizer;
    }

    /** A training with batches of 32, 10 epochs, a constant learning rate, on the calling thread. */
    public static Trainer of(Network network, Loss loss, Optimizer optimizer) {
        return new Trainer(network, loss, optimizer);
    }

    /** Rows per step; the last batch of an epoch may be smaller. */
    public Trainer batchSize(int rows) {
        if (rows < 1) throw new IllegalArgumentException("the batch size must be at least 1, was " + rows);
        batchSize = rows;
        return this;
    }

    /**
     * Rows of a batch that go through the network at a time: gradients of the parts are added up before the step (gradient
     * accumulation). So a step has the memory of the part and the result of the whole {@linkplain #batchSize batch}, but for
     * the rounding of sums. As large as the batch by default.
     *
     * <p>Batch normalisation sees one part at a time, and dropout draws for each.
     */
    public Trainer microBatch(int rows) {
        if (rows < 1) throw new IllegalArgumentException("the micro-batch must be at least 1 row, was " + rows);
        microBatch = rows;
        return this;
    }

    /** How often the training data is gone through. */
    public Trainer epochs(int count) {
        if (count < 0) throw new IllegalArgumentException("epochs must not be negative, was " + count);
        epochs = count;
        return this;
    }

    /** Seed of the order of the rows and of dropout. */
    public Trainer seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Leaves some layers as they are, also what batch normalisation remembers in them, which is used then. Gradients are
     * computed only where the others need them. Dropout in these layers goes on.
     *
     * @param from index in {@link Network#layers} of the first
     * @param to index behind the last
     * @throws IndexOutOfBoundsException if there are no such layers
     */
    public Trainer frozen(int from, int to) {
        Objects.checkFromToIndex(from, to, network.layers().size());
        frozen.set(from, to);
        return this;
    }

    /**
     * Gives some layers numbers of their own in the optimiser's rule, as its rate or its decay; the {@link #schedule} changes
     * their rate in the same way. Where groups overlap, the one given last counts.
     *
     * {@snippet file="dev/nn/snippet/PartsSnippetsTest.java" region="group" :
     * Trainer.of(network, new SoftmaxCrossEntropy(), AdamW.withLearningRate(1e-3))
     *         .group(0, body, AdamW.withLearningRate(1e-5)) // carefully, what has been learnt
     *         .fit(data);
     * }
     *
     * @param from index in {@link Network#layers} of the first
     * @param to index behind the last
     * @param numbers the same rule as the optimiser
     * @throws IndexOutOfBoundsException if there are no such layers
     * @throws IllegalArgumentException if it is another rule
     */
    public Trainer group(int from, int to, Optimizer numbers) {
        Objects.checkFromToIndex(from, to, network.layers().size());
        new OptimizerState(optimizer, 0).group(numbers);
        groups.add(new LayerUpdates.Group(from, to, numbers));
        return this;
    }

    /** How the learning rate changes from step to step. */
    public Trainer schedule(Schedule value) {
        schedule = value;
        return this;
    }

    /** Scales the gradient of all parameters down to this L2 norm where it is longer. */
    public Trainer clipNorm(double norm) {
        if (!(norm > 0)) throw new IllegalArgumentException("the gradient norm must be positive, was " + norm);
        clipNorm = norm;
        return this;
    }

    /**
     * Adds λ·Σ|w| over all weights of dense layers and convolutions to what is minimised, which makes weights that aren't
     * needed exactly 0 (L1 regularisation, lasso); 0, none, by default. Biases are left alone. Losses are reported without
     * it.
     *
     * <p>After the optimiser's step with learning rate η each weight moves towards 0 by ηλ and stops there: the proximal
     * step of the penalty (Duchi, Singer: Efficient online and batch learning using forward backward splitting. JMLR 10,
     * 2009). It stands beside the optimiser's rule, as AdamW's decay does. L2 regularisation is the optimisers' {@code
     * weightDecay}.
     *
     * @param lambda λ, finite and not negative
     */
    public Trainer l1(double lambda) {
        if (!(lambda >= 0 && lambda <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("l1 must be finite and not negative, was " + lambda);
        }
        l1 = lambda;
        return this;
    }

    /**
     * Ends training with a {@link DivergenceException} when the loss of three steps in a row, or of the last one, is more
     * than {@code factor} times what it was at the first step and what a constant answer gives; a million by default. With
     * squared errors that is an R² of minus a million.
     *
     * <p>A loss or a parameter that is NaN or infinite ends training in any case.
     *
     * @param factor more than 1; infinity lets the loss grow
     */
    public Trainer divergenceFactor(double factor) {
        if (!(factor > 1))
            throw new IllegalArgumentException("the divergence factor must be more than 1, was " + factor);
        divergenceFactor = factor;
        return this;
    }

    /** What validation measures besides the loss. */
    public Trainer metric(Metric value) {
        metric = value;
        return this;
    }

    /** Ends training when the validation loss stops falling; needs validation data. */
    public Trainer earlyStopping(EarlyStopping rule) {
        earlyStopping = rule;
        return this;
    }

    /** Lowers the learning rate when the validation loss stops falling; needs validation data. */
    public Trainer reduceOnPlateau(ReduceOnPlateau rule) {
        plateau = rule;
        return this;
    }

    /** Saves the training to a file after every epoch, so that {@link #resume} can continue it. */
    public Trainer checkpoint(Path file) {
        return checkpoint(Checkpoints.to(file));
    }

    /**
     * Saves the training to a file as the plan says. A file that can't be written ends the training with an {@link
     * java.io.UncheckedIOException}.
     */
    public Trainer checkpoint(Checkpoints plan) {
        checkpoints = plan;
        return this;
    }

    /**
     * Lets the next {@code fit} continue the training that has written a checkpoint, from the step where that was. It
     * ends as the training would have without interruption, bit for bit, if the kernels are the same (of any vector
     * width, with any number of threads); its {@link History} has the epochs from before, too.
     *
     * <p>All must be as it was: network, loss, optimiser, batch sizes, seed, schedule, clipping, early stopping, frozen layers,
     * groups, data.
     * {@code fit} names what isn't with an {@link IllegalArgumentException}. More epochs are allowed as long as the
     * schedule gives the past the same rates. Listeners are not saved: one that changes parameters, as {@link Pruning}
     * does, has to be there again.
     *
     * @throws dev.nn.data.DataFormatException if the file is no checkpoint
     * @throws IllegalArgumentException if it is one of another network or optimiser
     */
    public Trainer resume(Path file) throws IOException {
        try (SafetensorsFile checkpoint = SafetensorsFile.open(file)) {
            return resume(Checkpoint.read(checkpoint, network, optimizer));
        }
    }

    /** The same with a checkpoint that has been read already. */
    Trainer resume(Checkpoint checkpoint) {
        start = checkpoint;
        return this;
    }

    /** Whether there is a checkpoint to start from. */
    boolean hasStart() {
        return start != null;
    }

    /** The checkpoint to start from, if there is one; it is for one start only. */
    @Nullable
    Checkpoint takeStart() {
        Checkpoint taken = start;
        start = null;
        return taken;
    }

    /** Who shares the work; the caller closes the team. */
    public Trainer team(Team value) {
        team = value;
        return this;
    }

    /** Adds one who hears how it goes. */
    public Trainer listener(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Trains without validation; see {@link #fit(Dataset, Dataset)}. */
    public History fit(Dataset train) {
        return Fit.run(this, train, null);
    }

    /**
     * Trains, and measures {@code validation} after each epoch.
     *
     * <p><b>Interrupts.</b> A thread that is {@linkplain Thread#interrupt interrupted} stops training after the step that it
     * is at: the method returns, the thread stays interrupted, and the history, which has the epochs that were completed,
     * is {@link History#interrupted}. The network has the parameters of the last step, or of the best epoch so far if
     * early stopping restores those. A {@link #checkpoint} is written, from which {@link #resume} goes on with the same
     * bits.
     *
     * <p><b>Threads.</b> A network is trained by one thread at a time, and no other thread may use it meanwhile; see {@link
     * Network}. The steps of a training share their work through a {@link #team}.
     *
     * @throws IllegalArgumentException if the data don't fit the network or the loss, the network's parameters aren't
     *     finite, or the training needs more memory than there is; nothing has been trained then
     * @throws IllegalArgumentException if the schedule gives a learning rate that is negative, infinite or NaN, naming the
     *     step, which has not been taken
     * @throws DivergenceException if training diverges
     * @throws IllegalStateException if the network is being trained already, by another thread or around this call; or if
     *     another training writes the same checkpoint file
     */
    public History fit(Dataset train, Dataset validation) {
        return Fit.run(this, train, validation);
    }

    /** Trains several networks without validation; see {@link #fitAll(List, Dataset, Dataset)}. */
    public static List<History> fitAll(List<Trainer> trainers, Dataset train) {
        return SideBySide.fit(trainers, train, null);
    }

    /**
     * Trains several networks on the same data, one for each trainer: with other seeds, rates, or whatever else a trainer
     * may be told. Each becomes what {@link #fit(Dataset, Dataset)} of its trainer alone would make of it, bit for bit.
     *
     * {@snippet file="dev/nn/snippet/NetworkSnippetsTest.java" region="several" :
     * List<Trainer> trainers = new ArrayList<>();
     * for (int seed = 1; seed <= 16; seed++) {
     *     Network small = Network.input(2).dense(16, TANH).dense(2).build(Initializer.glorot(), seed);
     *     trainers.add(Trainer.of(small, new SoftmaxCrossEntropy(), Adam.withDefaults())
     *             .seed(seed));
     * }
     * List<History> histories = Trainer.fitAll(trainers, train, validation);
     * }
     *
     * <p><b>Speed.</b> Up to sixteen small networks are trained side by side, a network in each lane of the vectors: those of
     * the same dense layers, each of up to 64 inputs and outputs, with the same batch size, on kernels that can do it ({@link
     * dev.nn.kernel.DenseKernels#lanes}). The others are trained one after the other: those with other layers, frozen
     * layers, micro-batches, a team of several threads, or a checkpoint to start from.
     *
     * <p>A training that diverges ends without the others: its history {@linkplain History#divergence says} so. An interrupt
     * ends all of them, as {@code fit} says.
     *
     * @return how each went, in the order of the trainers
     * @throws IllegalArgumentException if two trainers have the same network, or {@code fit} of one would throw it; for what
     *     can be seen before, naming the trainer, and nothing has been trained then
     * @throws IllegalStateException if a network is being trained already, or two trainings write the same checkpoint file
     */
    public static List<History> fitAll(List<Trainer> trainers, Dataset train, Dataset validation) {
        return SideBySide.fit(trainers, train, validation);
    }

    /**
     * A training that is taken step by step, for loops that do something else in between: it has the bits of {@link
     * #fit(Dataset)}, and no end.
     *
     * <p>{@link #epochs} plans the {@link #schedule}: beyond it the rate stays what it was at the last step.
     *
     * @throws IllegalArgumentException if the data don't fit the network or the loss, the network's parameters aren't
     *     finite, the training needs more memory than there is, or it is to stop early, write checkpoints or resume,
     *     which {@code fit} does
     * @throws IllegalStateException if the network is being trained already
     */
    public Training start(Dataset train) {
        return Training.start(this, train);
    }
}
