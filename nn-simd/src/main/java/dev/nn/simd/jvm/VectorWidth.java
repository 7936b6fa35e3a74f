package dev.nn.simd.jvm;

/**
 * The vector width of this JVM as numbers: known in half a millisecond, because it loads none of the classes of vectors,
 * which take twenty.
 *
 * <p>Weights are laid out by it. So plain kernels, which run before there are any vectors, find them where the vector
 * kernels do.
 */
public final class VectorWidth {
    /** System property that forces a vector width: 128, 256 or 512 bits. */
    public static final String BITS_PROPERTY = "nn.simd.bits";

    /** What the hardware prefers, whatever is forced: 128, 256 or 512. */
    public static final int PREFERRED_BITS =
            jdk.incubator.vector.VectorShape.preferredShape().vectorBitSize();

    /** What {@code -Dnn.simd.bits} forces, or what the hardware prefers. */
    public static final int BITS = bits();

    /** Floats in a vector: 4, 8 or 16. */
    public static final int LANES = BITS / Float.SIZE;

    private VectorWidth() {}

    /** A width that can't be honoured is refused by the provider before any kernel runs. */
    private static int bits() {
        String forced = System.getProperty(BITS_PROPERTY, "");
        return forced.equals("128") || forced.equals("256") || forced.equals("512")
                ? Integer.parseInt(forced)
                : PREFERRED_BITS;
    }
}
