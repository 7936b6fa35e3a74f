package dev.nn.kernel;

import dev.nn.activation.Activation;
import org.jspecify.annotations.Nullable;

/**
 * The part of a dense layer's arithmetic that predictions need: Y = act(X·W + b) with frozen parameters.
 *
 * <p>What {@link DenseKernels} promise holds here too: ranges of rows don't change a bit, nothing is allocated after
 * warm-up, implementations are stateless and safe to share between threads.
 */
public interface PredictKernels {
    /** Short name for reports, for instance {@code scalar} or {@code simd-512}. */
    String name();

    /**
     * The parameters as they are now, rounded to {@code precision}, in the form that {@link #predict} reads fastest.
     *
     * @param parameters in any layout that these kernels know; row-major is always one
     */
    FrozenAffine freeze(Affine parameters, Precision precision);

    /**
     * Y = act(X·W + b) for rows {@code fromRow} to {@code toRow}.
     *
     * @param parameters made by {@link #freeze} of these kernels
     */
    void predict(
            int fromRow,
            int toRow,
            Rows x,
            FrozenAffine parameters,
            Activation activation,
            Rows y,
            Workspace workspace);

    /**
     * The layers as one operation on a single row, or null if these kernels know no faster way than one after the other.
     *
     * @param operation layers with parameters made by {@link #freeze} of these kernels
     */
    default @Nullable RowPredictor rowPredictor(Operation.RowPrediction operation) {
        return null;
    }

    /** Floats of scratch memory that a thread needs for this operation: what its {@link Workspace} must hold. */
    int scratch(Operation operation);

    /**
     * Brings this operation to full speed, where the JVM would otherwise interpret it at first, so that the first real
     * call doesn't pay for it; to be called when plans are made. By default there is nothing to bring to speed.
     *
     * @return {@link #scratch}
     */
    default int prepare(Operation operation) {
        return scratch(operation);
    }

    /**
     * Waits until all that has been {@linkplain #prepare prepared} is at full speed, where that happens in the background, or this thread is
     * interrupted, which stays visible. Nothing to do by default.
     */
    default void awaitWarmUp() {}
}
