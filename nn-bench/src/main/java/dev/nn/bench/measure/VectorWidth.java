package dev.nn.bench.measure;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector width of this JVM, as the kernels choose it: {@code -Dnn.simd.bits}, or what the hardware prefers. */
final class VectorWidth {
    /** The system property that forces the kernels to a width. */
    static final String PROPERTY = "nn.simd.bits";

    private VectorWidth() {}

    static VectorSpecies<Float> species() {
        return switch (System.getProperty(PROPERTY, "")) {
            case "128" -> FloatVector.SPECIES_128;
            case "256" -> FloatVector.SPECIES_256;
            case "512" -> FloatVector.SPECIES_512;
            default -> FloatVector.SPECIES_PREFERRED;
        };
    }
}
