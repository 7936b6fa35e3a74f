package dev.nn.simd.function;

import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.jvm.WarmUp;
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
public final class ByteScaling {
    private static final int LANES = VectorShape.LANES;

    /** Fewest bytes that it can convert; none at 128 bits, as there are no vectors of 4 bytes. */
    public static final int LEAST = LANES < 8 ? Integer.MAX_VALUE : LANES;

    private static final VectorSpecies<Byte> BYTES = LANES < 16 ? ByteVector.SPECIES_64 : ByteVector.SPECIES_128;
    private static final VectorSpecies<Integer> INTS = VectorShape.FLOATS.withLanes(int.class);
    private static final VectorSpecies<Float> FLOATS = VectorShape.FLOATS;

    /** The brightest of 8 bits. */
    private static final float WHITE = 255;

    private ByteScaling() {}

    /** {@code to[ti + i] = from[fi + i] / divisor} for n ≥ {@link #LEAST} bytes; the last vector overlaps the one before. */
    public static void scale(byte[] from, int fi, float divisor, float[] to, int ti, int n) {
        if (divisor == WHITE) whiteIsOne(from, fi, to, ti, n);
        else divide(from, fi, divisor, to, ti, n);
    }

    /** Both loops, until they are compiled. */
    public static void warmUp() {
        if (LEAST > 2 * LANES) return;
        byte[] bytes = new byte[2 * LANES];
        float[] floats = new float[bytes.length];
        Runnable work = () -> {
            scale(bytes, 0, WHITE, floats, 0, bytes.length);
            scale(bytes, 0, 1, floats, 0, bytes.length);
        };
        WarmUp.once(ByteScaling.class, work, Family.BYTES, ByteScaling.class);
    }

    private static void divide(byte[] from, int fi, float divisor, float[] to, int ti, int n) {
        int last = n - LANES;
        for (int i = 0; i < last; i += LANES) load(from, fi + i).div(divisor).intoArray(to, ti + i);
        load(from, fi + last).div(divisor).intoArray(to, ti + last);
    }

    /**
     * The same for 255, the usual one, at half the time: times 1/255, and what that lacks. For each of the 256 bytes that
     * is the rounded quotient.
     */
    private static void whiteIsOne(byte[] from, int fi, float[] to, int ti, int n) {
        int last = n - LANES;
        for (int i = 0; i < last; i += LANES) white(load(from, fi + i)).intoArray(to, ti + i);
        white(load(from, fi + last)).intoArray(to, ti + last);
    }

    private static FloatVector white(FloatVector value) {
        FloatVector reciprocal = FloatVector.broadcast(FLOATS, 1 / WHITE), near = value.mul(reciprocal);
        return near.fma(FloatVector.broadcast(FLOATS, -WHITE), value).fma(reciprocal, near);
    }

    private static FloatVector load(byte[] from, int at) {
        IntVector ints = (IntVector)
                ByteVector.fromArray(BYTES, from, at).convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
        return (FloatVector) ints.convertShape(VectorOperators.I2F, FLOATS, 0);
    }
}
