package dev.nn.kernel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider whose class this JVM is too old to load: it offers nothing, and says which Java it takes.
 *
 * @param name that of its package, for its own isn't known
 * @param unavailableBecause which Java it takes
 */
record UnloadableProvider(String name, String unavailableBecause) implements KernelProvider {
    private static final Pattern CLASS = Pattern.compile("([\\w/$]+)/[\\w$]+ .*?class file version (\\d+)");

    /** Class files of Java 1 would have version 44. */
    private static final int BEFORE_FIRST = 44;

    static UnloadableProvider of(UnsupportedClassVersionError error) {
        String message = String.valueOf(error.getMessage());
        int running = Runtime.version().feature();
        Matcher matcher = CLASS.matcher(message);
        if (!matcher.find()) return new UnloadableProvider("unknown", message);
        String folder = matcher.group(1);
        int needed = Integer.parseInt(matcher.group(2)) - BEFORE_FIRST;
        return new UnloadableProvider(
                folder.substring(folder.lastIndexOf('/') + 1),
                "they need Java %d or newer, this is Java %d".formatted(needed, running));
    }

    /** {@inheritDoc} They would be the faster ones: scalar kernels are always there. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public DenseKernels create() {
        throw new IllegalStateException(unavailableBecause);
    }
}
