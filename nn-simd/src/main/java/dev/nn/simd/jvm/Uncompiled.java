package dev.nn.simd.jvm;

import dev.nn.kernel.PerformanceCliff;
import dev.nn.simd.product.InputWay;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The vector kernels that the compiler of this JVM doesn't turn into code without objects: plain loops with the same bits
 * run in their place.
 *
 * <p>A JDK may compile all loops but one. To give up all vector kernels then would cost more than that one loop. What a
 * network uses is judged when it is {@linkplain WarmUp warmed up}; what has been judged holds for the JVM.
 */
public final class Uncompiled {
    /** What a kernel computes. */
    public enum Family {
        FORWARD("the forward product"),
        WEIGHTS("the gradient of weights"),
        INPUT("the gradient of inputs"),
        ROW("the prediction of single rows"),
        LANES("the products of several networks at once"),
        ACTIVATION("the activation"),
        ACTIVATION_GRADIENT("the gradient of the activation"),
        POOLING("max pooling"),
        LOSS("the loss"),
        BYTES("the conversion of bytes");

        private final String description;

        Family(String description) {
            this.description = description;
        }
    }

    /** The kinds of each family; the map itself doesn't change. */
    private static final Map<Family, Set<Object>> KINDS = new EnumMap<>(Family.class);

    static {
        for (Family family : Family.values()) KINDS.put(family, ConcurrentHashMap.newKeySet());
    }

    /** Whether there is any: what hot paths ask first. */
    private static volatile boolean any;

    private Uncompiled() {}

    /**
     * Whether plain loops are to run.
     *
     * @param kind what tells kernels of a family apart: an activation's class, a layout's, a kernel's own, an {@link InputWay}
     */
    public static boolean contains(Family family, Object kind) {
        return any && kinds(family).contains(kind);
    }

    /** Whether plain loops are to run for anything at all. */
    public static boolean any() {
        return any;
    }

    private static Set<Object> kinds(Family family) {
        return Objects.requireNonNull(KINDS.get(family));
    }

    /** From now on plain loops run; said once in the JVM's log. */
    static void add(Family family, Object kind) {
        if (!kinds(family).add(kind)) return;
        any = true;
        String what =
                "%s (%s)".formatted(family.description, kind instanceof Class<?> type ? type.getSimpleName() : kind);
        PerformanceCliff.UNCOMPILED_KERNELS.report(
                what,
                "%s runs on plain loops, slower and with the same results: the compiler of %s %s keeps its vectors in memory"
                        .formatted(what, System.getProperty("java.vm.name"), System.getProperty("java.version")));
    }
}
