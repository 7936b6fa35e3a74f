package dev.nn.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A source of {@link DenseKernels}, found through {@link java.util.ServiceLoader}.
 *
 * <p>An implementation must load on any JVM: it names no class that may be missing, and says through {@link
 * #unavailableBecause} what is missing.
 */
public interface KernelProvider {
    /** Name by which {@code -Dnn.kernels} selects it, in lower case. */
    String name();

    /** The available provider with the highest priority wins; the scalar one has 0. */
    int priority();

    /** Why these kernels can't be used here, in one line that says what would help; null if they can. */
    @Nullable
    String unavailableBecause();

    /**
     * Whether the user has set an option that only makes sense with these kernels: then the automatic choice must not
     * quietly take others.
     */
    default boolean isDemanded() {
        return false;
    }

    /**
     * Kernels that predict at once, with the same bits as those that {@link #create} makes, while these are being
     * prepared; null if there are none. Must not do what makes {@link #unavailableBecause} slow.
     */
    default @Nullable PredictKernels plain() {
        return null;
    }

    /** The kernels; to be called only if available. */
    DenseKernels create();
}
