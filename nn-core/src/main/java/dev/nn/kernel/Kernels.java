package dev.nn.kernel;

import dev.nn.event.FlightRecording;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The choice of kernels: the available {@link KernelProvider} with the highest priority, or the one that is asked for.
 *
 * <p>{@code -Dnn.kernels=auto|scalar|simd} sets the choice for {@link #best()}. A choice that can't be honoured is an
 * error, never a silent replacement. There is no global state: a network is built with the kernels that it uses.
 */
public final class Kernels {
    /** System property that {@link #best()} obeys. */
    public static final String PROPERTY = "nn.kernels";

    /** The value of {@link #PROPERTY} that leaves the choice to priorities. */
    public static final String AUTO = "auto";

    private Kernels() {}

    /**
     * One provider as it was found.
     *
     * @param name of the provider
     * @param priority higher wins
     * @param unavailableBecause why it can't be used, or null if it can
     */
    public record Candidate(
            String name, int priority, @Nullable String unavailableBecause) {}

    /**
     * The kernels that {@code -Dnn.kernels} names, or the fastest available ones. If faster ones were found that can't
     * be used here, one line on standard error says so, once in a JVM, with what would help.
     *
     * <p>Without that property nobody waits for the fastest: their plain twins, with the same bits, compute until a thread
     * of the background has compiled them, in a second or two. {@link #prepared()} waits, and so do kernels asked for
     * by name.
     */
    public static DenseKernels best() {
        String name = System.getProperty(PROPERTY, AUTO);
        return name.equals(AUTO) ? recorded(automatic(providers(), true)) : named(name);
    }

    /** Like {@link #best}, but these compute as fast as they can from the first call on, as far as they are warmed up. */
    public static DenseKernels prepared() {
        return named(System.getProperty(PROPERTY, AUTO));
    }

    /**
     * The kernels of that name; {@code auto} takes the available provider with the highest priority, unless one that is
     * {@linkplain KernelProvider#isDemanded demanded} is not available.
     *
     * @throws IllegalArgumentException if there is no provider of that name
     * @throws IllegalStateException if it can't be used here, with its reason
     */
    public static DenseKernels named(String name) {
        List<KernelProvider> providers = providers();
        if (name.equals(AUTO)) return recorded(automatic(providers, false));
        for (KernelProvider provider : providers) {
            if (!provider.name().equals(name)) continue;
            String reason = provider.unavailableBecause();
            if (reason == null) return recorded(provider.create());
            throw unavailable(provider, reason);
        }
        List<String> known = new ArrayList<>(List.of(AUTO));
        for (KernelProvider provider : providers) known.add(provider.name());
        throw new IllegalArgumentException(
                "unknown kernels '%s'; known here: %s".formatted(name, String.join(", ", known)));
    }

    private static DenseKernels recorded(DenseKernels choice) {
        FlightRecording.choice(choice.name());
        return choice;
    }

    /** @param atOnce whether plain kernels may stand in at first */
    private static DenseKernels automatic(List<KernelProvider> providers, boolean atOnce) {
        String passedOver = null, because = null;
        for (KernelProvider provider : providers) {
            String reason = provider.knownObstacle();
            DenseKernels plain = reason == null && atOnce && !provider.isDemanded() ? provider.plain() : null;
            if (reason == null && plain == null) reason = provider.unavailableBecause();
            if (reason == null) {
                if (passedOver != null && because != null) FallbackNotice.give(provider.name(), passedOver, because);
                return plain == null ? provider.create() : new HotSwapKernels(plain, provider);
            }
            if (provider.isDemanded()) throw unavailable(provider, reason);
            if (passedOver == null) {
                passedOver = provider.name();
                because = reason;
            }
        }
        throw new IllegalStateException("the scalar kernels are always available");
    }

    /**
     * The {@linkplain KernelProvider#plain plain} kernels of the provider that {@link #best} would ask first, without
     * asking it what takes time; where it has none, the best kernels themselves.
     */
    public static QuickStart quickStart() {
        String name = System.getProperty(PROPERTY, AUTO);
        for (KernelProvider provider : providers()) {
            if (!name.equals(AUTO) && !name.equals(provider.name())) continue;
            PredictKernels plain = provider.plain();
            if (plain == null) break;
            return new QuickStart(plain, provider);
        }
        return new QuickStart(best(), null);
    }

    /**
     * A provider's kernels for at once and for later, both with the same bits.
     *
     * @param plain predict without any preparation
     * @param provider of those that take time to prepare, or null if there are no others
     */
    public record QuickStart(PredictKernels plain, @Nullable KernelProvider provider) {
        /** The fast kernels, or null if there are none or they turn out not to run here; may take tenths of a second. */
        public @Nullable DenseKernels prepare() {
            return provider == null || provider.unavailableBecause() != null ? null : provider.create();
        }
    }

    private static IllegalStateException unavailable(KernelProvider provider, String reason) {
        return new IllegalStateException("kernels '%s' can't be used here: %s".formatted(provider.name(), reason));
    }

    /** Every provider that was found, highest priority first, with the reason if it can't be used. */
    public static List<Candidate> candidates() {
        return providers().stream()
                .map(p -> new Candidate(p.name(), p.priority(), p.unavailableBecause()))
                .toList();
    }

    /**
     * Those that services declare and the scalar one, highest priority first. Sorted by insertion: the first lambda of a
     * JVM takes some ten milliseconds, which a quick start would notice.
     */
    private static List<KernelProvider> providers() {
        List<KernelProvider> providers = new ArrayList<>();
        providers.add(new ScalarKernelProvider());
        Iterator<KernelProvider> services =
                ServiceLoader.load(KernelProvider.class).iterator();
        for (KernelProvider provider = next(services); provider != null; provider = next(services)) {
            int i = 0;
            while (i < providers.size() && providers.get(i).priority() >= provider.priority()) i++;
            providers.add(i, provider);
        }
        return providers;
    }

    /** The next one, or null if there are no more. */
    private static @Nullable KernelProvider next(Iterator<KernelProvider> services) {
        try {
            return services.hasNext() ? services.next() : null;
        } catch (UnsupportedClassVersionError e) {
            return UnloadableProvider.of(e);
        }
    }
}
