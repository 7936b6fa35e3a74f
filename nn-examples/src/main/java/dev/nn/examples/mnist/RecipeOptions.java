package dev.nn.examples.mnist;

import static java.util.Objects.requireNonNull;

import dev.nn.command.KernelOptions;
import dev.nn.command.Names;
import dev.nn.command.TrainingOptions;
import dev.nn.data.Augmentation;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.AdamW;
import dev.nn.optimizer.Optimizer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is trained and how. */
final class RecipeOptions {
    private static final String NONE = "none";
    private static final int COPIES = 5;

    @Mixin
    private TrainingOptions training = new TrainingOptions(null, "relu", "adam", 5, 128);

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "mlp, lenet (two convolutions) or resnet8 (default: ${DEFAULT-VALUE}).")
    private String model = "mlp";

    @Option(
            names = "--augment",
            paramLabel = "HOW",
            description =
                    "Train on copies of each image, all but one of them changed: shift or affine (default: none).")
    private String augment = NONE;

    @Option(
            names = "--copies",
            paramLabel = "N",
            description = "So many of each image with --augment; an epoch goes through all (default: " + COPIES + ").")
    private @Nullable Integer copies;

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            description = "Share of hidden values dropped in training (default: 0.3 for lenet, else 0).")
    private @Nullable Double dropout;

    @Option(
            names = "--weight-decay",
            paramLabel = "DECAY",
            description = "Share of a weight that a step at rate 1 takes away; makes adam adamw.")
    private @Nullable Double weightDecay;

    @Option(
            names = "--label-smoothing",
            paramLabel = "SHARE",
            description = "Share of a label that is spread over all classes (default: ${DEFAULT-VALUE}).")
    private double labelSmoothing;

    @Option(
            names = "--init",
            paramLabel = "NAME",
            completionCandidates = Names.Initializers.class,
            description = "How weights start: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String initializer = "he-normal";

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            completionCandidates = Names.Schedules.class,
            description = "The rate's course: ${COMPLETION-CANDIDATES} (default: one-cycle for lenet, else cosine).")
    private @Nullable String schedule;

    @Mixin
    private ValidationOptions validation = new ValidationOptions();

    @Mixin
    private KernelOptions running = new KernelOptions();

    /** The recipe. Throws {@link IllegalArgumentException} if the options make no sense. */
    Recipe recipe() {
        Design design = Design.named(model);
        List<Integer> hidden = training.hiddenIfGiven();
        return new Recipe(
                design,
                augmentation(),
                copies(),
                hidden == null ? design.hidden() : hidden,
                training.activation(),
                dropout == null ? design.dropout() : dropout,
                initializer,
                optimizer(design),
                labelSmoothing,
                schedule == null ? design.schedule() : schedule,
                validation.validation(),
                requireNonNull(training.epochs()),
                requireNonNull(training.batch()),
                training.seed(),
                running.threads());
    }

    /** Adam with a decay is AdamW at Adam's rate; without one, each rule is what its name says. */
    private Optimizer optimizer(Design design) {
        Optimizer rule = training.optimizer(design.adamRate());
        if (weightDecay == null) return rule;
        if (!(rule instanceof Adam || rule instanceof AdamW)) {
            throw new IllegalArgumentException("--weight-decay is for adam and adamw, not for " + rule.name());
        }
        if (!(weightDecay >= 0 && Double.isFinite(weightDecay))) {
            throw new IllegalArgumentException("--weight-decay must be a number from 0 on, not " + weightDecay);
        }
        AdamW w = AdamW.withLearningRate(rule.learningRate());
        return new AdamW(w.learningRate(), w.beta1(), w.beta2(), w.epsilon(), weightDecay);
    }

    private @Nullable Augmentation augmentation() {
        if (augment.equals(NONE)) return null;
        for (Augmentation known : Augmentation.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(augment)) return known;
        }
        throw new IllegalArgumentException("unknown augmentation '%s'; known: none, shift, affine".formatted(augment));
    }

    private int copies() {
        if (copies != null && augment.equals(NONE)) {
            throw new IllegalArgumentException("--copies needs --augment shift or --augment affine");
        }
        return copies == null ? COPIES : copies;
    }

    /** The kernels that are asked for, here or by {@code -Dnn.kernels}. Throws like {@link Kernels#named}. */
    DenseKernels kernels() {
        return running.preparedKernels();
    }
}
