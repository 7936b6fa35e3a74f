package dev.nn.simd;

import dev.nn.simd.jvm.VectorWidth;

/** The vector width that this JVM was asked for, so that tests can tell whether they got it. */
public final class Width {
    private Width() {}

    /** What {@code -Dnn.simd.bits} says, or what the hardware prefers. */
    static int bits() {
        return Integer.getInteger(VectorWidth.BITS_PROPERTY, VectorWidth.PREFERRED_BITS);
    }

    /** Whether the hardware has vectors that wide. */
    public static boolean isAvailable() {
        return bits() <= VectorWidth.PREFERRED_BITS;
    }

    public static String complaint() {
        return "asked for %d bits, the hardware has %d".formatted(bits(), VectorWidth.PREFERRED_BITS);
    }
}
