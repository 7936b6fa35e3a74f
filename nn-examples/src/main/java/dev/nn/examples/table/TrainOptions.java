package dev.nn.examples.table;

import dev.nn.activation.Activation;
import dev.nn.command.KernelOptions;
import dev.nn.command.TrainingOptions;
import dev.nn.optimizer.AdamW;
import dev.nn.optimizer.Optimizer;
import dev.nn.table.ClassWeights;
import dev.nn.table.ColumnRules;
import dev.nn.table.MissingPolicy;
import dev.nn.table.TableTrainer;
import dev.nn.table.Task;
import dev.nn.table.UnknownPolicy;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how columns are understood and how the network is trained; without any, the trainer decides. */
final class TrainOptions {
    @Option(
            names = "--task",
            paramLabel = "NAME",
            description = "classification or regression (default: classification if the target holds text, or whole"
                    + " numbers of at most 20 different values, each twice on average).")
    private @Nullable String task;

    @Mixin
    private TrainingOptions training = new TrainingOptions(null, null, "adamw", null, null);

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            description = "Share of the rows held out to choose how to train; 0 for none (default: ${DEFAULT-VALUE}).")
    private double validation = 0.2;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Epochs without improvement before training ends (default: a third of --epochs).")
    private @Nullable Integer patience;

    @Option(
            names = "--refit",
            negatable = true,
            paramLabel = "BOOLEAN",
            description = "Once recipe and best epoch are known, train one network anew on all rows"
                    + " (default: from 1,000 to 20,000 rows).")
    private @Nullable Boolean refit;

    @Option(
            names = "--weight-decay",
            paramLabel = "DECAY",
            description = "Of adamw (default: 1, or 400 / rows if that is less, or 0.01, by the rows held out).")
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

    @Option(
            names = "--numeric",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns that are numbers although they count the rows or begin with zeros.")
    private Set<String> numeric = Set.of();

    @Option(
            names = "--case-sensitive",
            description = "Labels that differ only in case or blanks are different classes.")
    private boolean caseSensitive;

    @Option(
            names = "--class-weights",
            paramLabel = "NAME",
            completionCandidates = Weights.class,
            description = "How much rows count: ${COMPLETION-CANDIDATES}; balanced lets every class count the same"
                    + " (default: ${DEFAULT-VALUE}).")
    private String classWeights = ClassWeights.NONE.label();

    @Option(names = "--ignore", paramLabel = "COLUMN", split = ",", description = "Columns to leave out.")
    private Set<String> ignored = Set.of();

    @Mixin
    private KernelOptions running = new KernelOptions();

    /** The names of the policies for missing values, for the help. */
    static final class Policies implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return MissingPolicy.names().iterator();
        }
    }

    /** The names of the class weights, for the help. */
    static final class Weights implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ClassWeights.names().iterator();
        }
    }

    /** The trainer. Throws {@link IllegalArgumentException} if the options make no sense. */
    TableTrainer trainer() {
        TableTrainer trainer = new TableTrainer()
                .validation(validation)
                .seed(training.seed())
                .rules(ColumnRules.DEFAULT
                        .missing(MissingPolicy.named(missing))
                        .unknown(UnknownPolicy.named(unknown))
                        .categorical(categorical)
                        .numeric(numeric)
                        .ignored(ignored)
                        .exactLabels(caseSensitive))
                .classWeights(ClassWeights.named(classWeights));
        Integer epochs = training.epochs(), batch = training.batch();
        List<Integer> hidden = training.hiddenIfGiven();
        if (hidden != null) trainer.hidden(hidden);
        Activation activation = training.activationIfGiven();
        if (activation != null) trainer.activation(activation);
        if (task != null) trainer.task(Task.named(task));
        if (epochs != null) trainer.epochs(epochs);
        if (patience != null) trainer.patience(patience);
        if (refit != null) trainer.refit(refit);
        if (batch != null) trainer.batchSize(batch);
        setRule(trainer);
        return trainer.kernels(running.kernels());
    }

    /** AdamW is the trainer's own rule: unless they are given, it has a learning rate and a weight decay for it. */
    private void setRule(TableTrainer trainer) {
        Optimizer rule = training.optimizer();
        Double learningRate = training.learningRate();
        if (!(rule instanceof AdamW)) {
            if (weightDecay != null) throw new IllegalArgumentException("--weight-decay is for adamw");
            trainer.optimizer(rule);
            return;
        }
        if (weightDecay != null) trainer.weightDecay(weightDecay);
        if (learningRate != null) trainer.learningRate(learningRate);
    }

    /** Threads that share the work, at least 1. */
    int threads() {
        return running.threads();
    }

    long seed() {
        return training.seed();
    }
}
