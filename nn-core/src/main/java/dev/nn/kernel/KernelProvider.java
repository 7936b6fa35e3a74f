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
     * The part of {@link #unavailableBecause} that is known in some milliseconds: null if only trying can tell whether
     * these kernels can be used.
     */
    default @Nullable String knownObstacle() {
        return unavailableBecause();
    }

    /**
     * Kernels that compute at once, while those that {@link #create} makes are being prepared: with the same bits, on the
     * same layouts of weights, frozen or not, and with the same scratch memory; null if there are none. Must not do what
     * makes {@link #unavailableBecause} slow.
     */
    default @Nullable DenseKernels plain() {
        return null;
    }

    /** Name of the kernels that {@link #create} makes, known without making them; only asked where there are {@link #plain} ones. */
    default String kernelsName() {
        return name();
    }

    /** The kernels; to be called only if available. */
    DenseKernels create();
}
