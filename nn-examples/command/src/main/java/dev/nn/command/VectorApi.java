package dev.nn.command;

import java.util.Optional;

/** The JDK's Vector API as this JVM was started: an incubator module, so it may be missing. */
public final class VectorApi {
    private static final String MODULE = "jdk.incubator.vector";

    private VectorApi() {}

    /** Bits of the vectors that the Vector API prefers here; 0 if it is missing. Names no Vector type. */
    public static int preferredBits() {
        Optional<Module> module = ModuleLayer.boot().findModule(MODULE);
        if (module.isEmpty()) return 0;
        try {
            Class<?> shapes = Class.forName(module.get(), MODULE + ".VectorShape");
            if (shapes == null) return 0;
            Object preferred = shapes.getMethod("preferredShape").invoke(null);
            return (int) shapes.getMethod("vectorBitSize").invoke(preferred);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the Vector API of this JDK is not the one that nn knows", e);
        }
    }

    /** Bits of the vectors that kernels of this name use, for instance 512 of {@code simd-512}; 0 if it has none. */
    public static int bitsOf(String kernels) {
        String last = kernels.substring(kernels.lastIndexOf('-') + 1);
        return last.chars().allMatch(Character::isDigit) && !last.isEmpty() ? Integer.parseInt(last) : 0;
    }
}
