package dev.nn.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The conversion of unsigned bytes, such as pixels, to floats.
 *
 * <p>C2 leaves the plain loop at one byte after the other, whether it masks with 0xff, looks up a table, or converts as
 * signed and adds 128: ten times slower.
 */
final class ByteScaling {
    private static final int LANES = VectorShape.LANES;

    /** Fewest bytes that it can convert; none at 128 bits, as there are no vectors of 4 bytes. */
    static final int LEAST = LANES < 8 ? Integer.MAX_VALUE : LANES;

    private static final VectorSpecies<Byte> BYTES = LANES < 16 ? ByteVector.SPECIES_64 : ByteVector.SPECIES_128;
    private static final VectorSpecies<Integer> INTS = VectorShape.FLOATS.withLanes(int.class);
    private static final VectorSpecies<Float> FLOATS = VectorShape.FLOATS;

    private ByteScaling() {}

    /** {@code to[ti + i] = from[fi + i] / divisor} for n ≥ {@link #LEAST} bytes; the last vector overlaps the one before. */
    static void scale(byte[] from, int fi, float divisor, float[] to, int ti, int n) {
        int last = n - LANES;
        for (int i = 0; i <= last; i += LANES) vector(from, fi + i, divisor, to, ti + i);
        vector(from, fi + last, divisor, to, ti + last);
    }

    private static void vector(byte[] from, int fi, float divisor, float[] to, int ti) {
        IntVector ints = (IntVector)
                ByteVector.fromArray(BYTES, from, fi).convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
        ((FloatVector) ints.convertShape(VectorOperators.I2F, FLOATS, 0))
                .div(divisor)
                .intoArray(to, ti);
    }
}
