package dev.nn.examples.table;

import dev.nn.activation.Activation;
import dev.nn.examples.Names;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.optimizer.Optimizer;
import dev.nn.table.ColumnRules;
import dev.nn.table.MissingPolicy;
import dev.nn.table.TableTrainer;
import dev.nn.table.Task;
import dev.nn.table.UnknownPolicy;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how columns are understood and how the network is trained; without any, the trainer decides. */
final class TrainOptions {
    @Option(
            names = "--task",
            paramLabel = "NAME",
            description = "classification or regression (default: classification if the target holds text, or whole"
                    + " numbers of at most 20 different values, each twice on average).")
    private @Nullable String task;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            split = ",",
            description = "Widths of the hidden layers (default: 64,32).")
    private List<Integer> hidden = List.of(64, 32);

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            description = "Share of the rows held out to find the best epoch; 0 for none (default: ${DEFAULT-VALUE}).")
    private double validation = 0.2;

    @Option(names = "--epochs", paramLabel = "N", description = "The most epochs (default: by the number of rows).")
    private @Nullable Integer epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Epochs without improvement before training ends (default: a third of --epochs).")
    private @Nullable Integer patience;

    @Option(
            names = "--refit",
            negatable = true,
            paramLabel = "BOOLEAN",
            description = "Once the best epoch is known, train anew on all rows for that long"
                    + " (default: up to 20,000 rows).")
    private @Nullable Boolean refit;

    @Option(names = "--batch", paramLabel = "N", description = "Rows per step (default: 32 to 256, by their number).")
    private @Nullable Integer batch;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            completionCandidates = Names.Activations.class,
            description = "Of the hidden layers: ${COMPLETION-CANDIDATES} (default: tanh).")
    private @Nullable String activation;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            completionCandidates = Names.Optimizers.class,
            description = "Update rule: ${COMPLETION-CANDIDATES} (default: adamw).")
    private @Nullable String optimizer;

    @Option(names = "--lr", paramLabel = "RATE", description = "First learning rate (default: 0.002 for adamw).")
    private @Nullable Double learningRate;

    @Option(
            names = "--weight-decay",
            paramLabel = "DECAY",
            description = "Of adamw (default: 1, or 400 / rows if that is less).")
    private @Nullable Double weightDecay;

    @Option(
            names = "--missing",
            paramLabel = "POLICY",
            completionCandidates = Policies.class,
            description = "What stands for missing values: ${COMPLETION-CANDIDATES}; indicator is the mean or most"
                    + " frequent, and an input that tells (default: indicator).")
    private String missing = MissingPolicy.INDICATOR.label();

    @Option(
            names = "--unknown",
            paramLabel = "POLICY",
            description = "What becomes of categories that training has not seen: other or error"
                    + " (default: ${DEFAULT-VALUE}).")
    private String unknown = UnknownPolicy.OTHER.label();

    @Option(
            names = "--categorical",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns that are categories although they hold numbers.")
    private Set<String> categorical = Set.of();

    @Option(names = "--ignore", paramLabel = "COLUMN", split = ",", description = "Columns to leave out.")
    private Set<String> ignored = Set.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same model, bit for bit (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that share the work; they don't change the result (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(
            names = "--kernels",
            paramLabel = "NAME",
            description = "auto, scalar or simd (default: auto, the fastest that run here).")
    private @Nullable String kernels;

    /** The names of the policies for missing values, for the help. */
    static final class Policies implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return MissingPolicy.names().iterator();
        }
    }

    /** The trainer. Throws {@link IllegalArgumentException} if the options make no sense. */
    TableTrainer trainer() {
        TableTrainer trainer = new TableTrainer()
                .hidden(hidden)
                .validation(validation)
                .seed(seed)
                .rules(ColumnRules.DEFAULT
                        .missing(MissingPolicy.named(missing))
                        .unknown(UnknownPolicy.named(unknown))
                        .categorical(categorical)
                        .ignored(ignored));
        if (task != null) trainer.task(Task.named(task));
        if (epochs != null) trainer.epochs(epochs);
        if (patience != null) trainer.patience(patience);
        if (refit != null) trainer.refit(refit);
        if (batch != null) trainer.batchSize(batch);
        if (activation != null) trainer.activation(Activation.named(activation));
        setRule(trainer);
        return trainer.kernels(kernels());
    }

    private void setRule(TableTrainer trainer) {
        boolean adamW = optimizer == null || Optimizer.named(optimizer).name().equals("adamw");
        if (!adamW && weightDecay != null) throw new IllegalArgumentException("--weight-decay is for adamw");
        if (weightDecay != null) trainer.weightDecay(weightDecay);
        if (adamW && learningRate != null) trainer.learningRate(learningRate);
        if (adamW || optimizer == null) return;
        trainer.optimizer(learningRate == null ? Optimizer.named(optimizer) : Optimizer.named(optimizer, learningRate));
    }

    /** The kernels that are asked for, here or by {@code -Dnn.kernels}. Throws like {@link Kernels#named}. */
    private DenseKernels kernels() {
        return kernels == null ? Kernels.best() : Kernels.named(kernels);
    }

    /** Threads that share the work, at least 1. */
    int threads() {
        if (threads < 1) throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
        return threads;
    }

    long seed() {
        return seed;
    }
}
