package dev.nn.simd.jvm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors of this JVM's one {@linkplain VectorWidth width}: what the hardware prefers, or what {@code
 * -Dnn.simd.bits=128|256|512} forces.
 *
 * <p>C2 compiles vector code to registers only if the species is a constant to it, so it must be {@code static final};
 * as an instance field or a parameter the same kernel is 14 to 60 times slower. One width per JVM is the price.
 */
public final class VectorShape {
    public static final VectorSpecies<Float> FLOATS = species();

    /** The same number of ints. */
    public static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

    /** Floats in a vector: 4, 8 or 16. */
    public static final int LANES = FLOATS.length();

    private VectorShape() {}

    private static VectorSpecies<Float> species() {
        return switch (VectorWidth.BITS) {
            case 128 -> FloatVector.SPECIES_128;
            case 256 -> FloatVector.SPECIES_256;
            case 512 -> FloatVector.SPECIES_512;
            default -> FloatVector.SPECIES_PREFERRED;
        };
    }
}
