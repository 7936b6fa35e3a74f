package dev.nn.table;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.loss.Loss;
import dev.nn.loss.WeightedCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.training.History;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import dev.nn.training.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

/** The networks of one table's training, and how each is trained by a {@link Recipe}. */
final class RecipeTrainer {
    private final TableTrainer options;
    private final DenseKernels kernels;
    private final int batch;

    /** @param rows of the table: sets what doesn't differ between search and final training */
    RecipeTrainer(TableTrainer options, int rows) {
        this.options = options;
        this.kernels = options.kernels == null ? Kernels.best() : options.kernels;
        this.batch = options.batchFor(rows);
    }

    Network network(Schema schema, Recipe recipe, long seed) {
        NetworkBuilder builder = Network.input(schema.inputs());
        for (int width : options.hidden) builder.dense(width, recipe.activation());
        return builder.dense(schema.outputs()).build(initializer(recipe.activation()), seed, kernels);
    }

    /**
     * The start that suits an activation. For relu and gelu Glorot's is smaller than He's, which is meant for deep networks: two
     * hidden layers don't need it, and a smaller start makes smoother functions of few rows.
     */
    private static Initializer initializer(Activation activation) {
        return switch (activation.name()) {
            case "identity", "sigmoid", "tanh", "softplus", "relu", "gelu", "gelu-tanh" -> Initializer.glorot();
            case "selu" -> Initializer.leCun();
            default -> Initializer.he();
        };
    }

    /** @param epochs to train, not more than those of the recipe, by which the learning rate would reach 0 */
    Trainer trainer(Network network, Recipe recipe, Loss loss, int epochs, long seed, TrainingListener listener) {
        Schedule schedule = Schedule.cosine(0);
        return Trainer.of(network, loss, options.optimizerFor(recipe))
                .batchSize(batch)
                .epochs(epochs)
                .schedule((base, step, total) -> schedule.rate(base, step, total * recipe.epochs() / epochs))
                .seed(seed)
                .team(options.team)
                .listener(listener);
    }

    /**
     * The loss that training minimises: with weights for the classes as these rows have them, if asked.
     *
     * @param values of the target's column
     */
    Loss loss(Target learnt, ColumnValues values, int[] rows) {
        if (options.classWeights == ClassWeights.NONE || !(learnt instanceof ClassTarget classes)) return learnt.loss();
        Integer[] counts = new Integer[classes.classes().size()];
        Arrays.fill(counts, 0);
        for (int row : rows) counts[(int) TargetLearner.encode(learnt, values, row)]++;
        return WeightedCrossEntropy.balanced(List.of(counts));
    }

    /** A model of an interrupted training would pass for a finished one. */
    static History requireComplete(History history) {
        if (!history.interrupted()) return history;
        throw new CancellationException("training was interrupted after %d complete epochs"
                .formatted(history.epochs().size()));
    }
}
