package dev.nn.examples.mnist;

import dev.nn.activation.Activation;
import dev.nn.examples.Names;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.Optimizer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is trained and how. */
final class RecipeOptions {
    /** With the cosine schedule it reaches 98 % in 5 epochs; Adam's own 0.001 does not quite. */
    private static final double ADAM_LEARNING_RATE = 0.002;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the training images (default: ${DEFAULT-VALUE}).")
    private int epochs = 5;

    @Option(names = "--batch", paramLabel = "N", description = "Images per step (default: ${DEFAULT-VALUE}).")
    private int batch = 128;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            split = ",",
            description = "Widths of the hidden layers (default: 256,128).")
    private List<Integer> hidden = List.of(256, 128);

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            completionCandidates = Names.Activations.class,
            description = "Of the hidden layers: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String activation = "relu";

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            description = "Share of hidden values dropped in training (default: ${DEFAULT-VALUE}).")
    private double dropout;

    @Option(
            names = "--init",
            paramLabel = "NAME",
            completionCandidates = Names.Initializers.class,
            description = "How weights start: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String initializer = "he-normal";

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            completionCandidates = Names.Optimizers.class,
            description = "Update rule: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String optimizer = "adam";

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "First learning rate (default: 0.002 for adam, else the rule's own).")
    private @Nullable Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            completionCandidates = Names.Schedules.class,
            description = "How the learning rate goes on: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String schedule = "cosine";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same result, bit for bit (default: ${DEFAULT-VALUE}).")
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

    /** The recipe. Throws {@link IllegalArgumentException} if the options make no sense. */
    Recipe recipe() {
        return new Recipe(
                hidden,
                Activation.named(activation),
                dropout,
                initializer,
                rule(),
                schedule,
                epochs,
                batch,
                seed,
                threads);
    }

    private Optimizer rule() {
        if (learningRate != null) return Optimizer.named(optimizer, learningRate);
        Optimizer rule = Optimizer.named(optimizer);
        return rule instanceof Adam ? Adam.withLearningRate(ADAM_LEARNING_RATE) : rule;
    }

    /** The kernels that are asked for, here or by {@code -Dnn.kernels}. Throws like {@link Kernels#named}. */
    DenseKernels kernels() {
        return kernels == null ? Kernels.best() : Kernels.named(kernels);
    }
}
