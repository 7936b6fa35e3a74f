package dev.nn.loss;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.List;

/**
 * A loss function of one row of network outputs and its target, with its gradient.
 *
 * <p>The loss of a batch is the mean over its rows. Each class states the loss of a row; elementwise losses take the
 * mean over the outputs, so that the batch loss is PyTorch's with {@code reduction="mean"} ({@link HalfSquaredError},
 * as textbooks have it, takes the sum).
 */
public interface Loss {
    /** Name in lower case, as used on the command line and in files. */
    String name();

    /** Columns of a target row for a network with {@code outputs} outputs. */
    int targets(int outputs);

    /**
     * Checks that {@code target} is a valid target row.
     *
     * @param outputs of the network
     * @param target array that holds the row's {@link #targets} values from {@code at} on
     * @throws IllegalArgumentException that says what is wrong and what was expected
     */
    void check(int outputs, float[] target, int at);

    /**
     * Sum of the losses of rows 0 to {@code batch}; writes its gradient with respect to the outputs, times
     * {@code scale}, to {@code dy}, which may be {@code y}. With {@code scale} = 1/batch it is the gradient of the
     * batch's mean.
     */
    double evaluate(
            DenseKernels kernels,
            int batch,
            int outputs,
            Rows y,
            Rows target,
            float scale,
            Rows dy,
            Workspace workspace);

    /**
     * What {@link #evaluate} asks of kernels, to be {@linkplain Workspace#prepare prepared} before the first call. By default
     * all that they have for losses, so that a loss may hand on to {@link SoftmaxCrossEntropy} or {@link BinaryCrossEntropy}.
     */
    default List<Operation> operations(int outputs) {
        return List.of(new Operation.SoftmaxCrossEntropy(outputs), new Operation.BinaryCrossEntropy());
    }

    /** The loss of one row in double precision: the definition. */
    double value(double[] y, double[] target);

    /** Every loss with its usual parameters: those for numbers, then those for classes. */
    static List<Loss> all() {
        return List.of(
                new MeanSquaredError(),
                new HalfSquaredError(),
                new MeanAbsoluteError(),
                new Huber(1),
                new BinaryCrossEntropy(),
                new SoftmaxCrossEntropy());
    }

    /** The names that {@link #named} knows. */
    static List<String> names() {
        return all().stream().map(Loss::name).toList();
    }

    /**
     * The loss of that name.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    static Loss named(String name) {
        return all().stream()
                .filter(loss -> loss.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown loss '%s'; known: %s".formatted(name, String.join(", ", names()))));
    }
}
