package dev.nn.command;

import dev.nn.activation.Activation;
import dev.nn.kernel.WeightLayout;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.Optimizer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that every command which trains has: the hidden layers, the update rule, how long, from which seed.
 *
 * <p>Defaults are the command's own. Where the text here would tell them wrong, the command has a resource bundle with
 * the option's text under its name ({@code batch = …}), as picocli has it.
 */
public final class TrainingOptions {
    /** With the cosine schedule it brings digits to 98 % in 5 epochs; Adam's own 0.001 does not quite. */
    private static final double ADAM_LEARNING_RATE = 0.002;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            split = ",",
            description = "Widths of the hidden layers (default: 256,128).")
    private @Nullable List<Integer> hidden;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            completionCandidates = Names.Activations.class,
            description = "Of the hidden layers: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private @Nullable String activation;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the data (default: ${DEFAULT-VALUE}).")
    private @Nullable Integer epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Rows per step (default: ${DEFAULT-VALUE}).")
    private @Nullable Integer batch;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            completionCandidates = Names.Optimizers.class,
            description = "Update rule: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String optimizer;

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "First learning rate (default: 0.002 for adam, else the rule's own).")
    private @Nullable Double learningRate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same result, bit for bit (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    /** Options with these defaults; no widths, activation, epochs or batch if the data decide. */
    public TrainingOptions(
            @Nullable List<Integer> hidden,
            @Nullable String activation,
            String optimizer,
            @Nullable Integer epochs,
            @Nullable Integer batch) {
        this.hidden = hidden;
        this.activation = activation;
        this.optimizer = optimizer;
        this.epochs = epochs;
        this.batch = batch;
    }

    /** The widths of the hidden layers, of a command that has a default for them. */
    public List<Integer> hidden() {
        return Objects.requireNonNull(hiddenIfGiven(), "no widths, and no default");
    }

    /**
     * The widths of the hidden layers, all at least 1, and none with more weights than an array holds; null if the data
     * decide.
     */
    public @Nullable List<Integer> hiddenIfGiven() {
        List<Integer> widths = hidden;
        if (widths == null) return null;
        require(!widths.isEmpty(), "at least one hidden layer is needed");
        for (int width : widths) require(width > 0, "a hidden layer needs at least 1 unit, not " + width);
        for (int l = 1; l < widths.size(); l++) {
            int in = widths.get(l - 1), out = widths.get(l);
            WeightLayout.requireSize(in, out, (long) in * out);
        }
        return List.copyOf(widths);
    }

    /** The activation of the hidden layers, of a command that has a default for it. */
    public Activation activation() {
        return Objects.requireNonNull(activationIfGiven(), "no activation, and no default");
    }

    /** The activation that was asked for, or the default; null if the data decide. */
    public @Nullable Activation activationIfGiven() {
        return activation == null ? null : Activation.named(activation);
    }

    /** How often the data are gone through, at least once; null if the data decide. */
    public @Nullable Integer epochs() {
        require(epochs == null || epochs > 0, "at least 1 epoch is needed, not " + epochs);
        return epochs;
    }

    /** How many rows make a step, at least 1; null if the data decide. */
    public @Nullable Integer batch() {
        require(batch == null || batch > 0, "the batch must be at least 1, not " + batch);
        return batch;
    }

    /** The update rule with its first learning rate. */
    public Optimizer optimizer() {
        return optimizer(ADAM_LEARNING_RATE);
    }

    /** The same with another learning rate for Adam where none was asked for. */
    public Optimizer optimizer(double adamRate) {
        if (learningRate != null) return Optimizer.named(optimizer, learningRate);
        Optimizer rule = Optimizer.named(optimizer);
        return rule instanceof Adam ? Adam.withLearningRate(adamRate) : rule;
    }

    /** The learning rate that was asked for, if one was. */
    public @Nullable Double learningRate() {
        return learningRate;
    }

    /** The seed of all that is random. */
    public long seed() {
        return seed;
    }

    private static void require(boolean condition, String message) {
        if (!condition) throw new IllegalArgumentException(message);
    }
}
