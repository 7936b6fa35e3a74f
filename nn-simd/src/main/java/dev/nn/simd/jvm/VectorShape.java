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

    /**
     * The class of these vectors. {@code VECTOR.cast(v)} tells the compiler the class of a vector that a loop or two branches
     * hand on, before a method of it is called. An argument needs no such thing.
     *
     * <p>To C2 such a vector is a {@link FloatVector} of any width. It guesses the class from what FloatVector's methods have
     * seen in this JVM, and where other widths have come by (max pooling has vectors of 128 bits for a few channels), it
     * expects two, and may leave the vector in memory. The class has no name outside its package, but a cast by a constant is
     * as good, and costs nothing. A method of our own around it would: in large tiles C2 no longer inlines it.
     */
    public static final Class<? extends FloatVector> VECTOR =
            FloatVector.zero(FLOATS).getClass();

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
