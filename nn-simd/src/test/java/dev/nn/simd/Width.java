package dev.nn.simd;

/** The vector width that this JVM was asked for, so that tests can tell whether they got it. */
final class Width {
    private Width() {}

    /** What {@code -Dnn.simd.bits} says, or what the hardware prefers. */
    static int bits() {
        return Integer.getInteger(SimdKernelProvider.BITS_PROPERTY, VectorShape.PREFERRED_BITS);
    }

    /** Whether the hardware has vectors that wide. */
    static boolean isAvailable() {
        return bits() <= VectorShape.PREFERRED_BITS;
    }

    static String complaint() {
        return "asked for %d bits, the hardware has %d".formatted(bits(), VectorShape.PREFERRED_BITS);
    }
}
