package dev.nn.simd.product;

import dev.nn.simd.jvm.VectorShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Lines of 16 weights in bfloat16, two lines in 16 ints, made floats by vectors.
 *
 * <pre>
 *   16 ints:   the upper halves are line 2n + 1, the lower ones line 2n
 * </pre>
 */
public final class HalfLines {
    private static final VectorSpecies<Float> SPECIES = VectorShape.FLOATS;
    private static final VectorSpecies<Integer> INTS = VectorShape.INTS;
    private static final int L = VectorShape.LANES;

    private HalfLines() {}

    /** Writes the lines {@code first} to {@code first + lines} of {@code halves} to {@code to}, from {@code at} on. */
    public static void widen(int[] halves, int first, int lines, float[] to, int at) {
        for (int line = first, i = at; line < first + lines; line++, i += Blocking.LINE) {
            int from = line / 2 * Blocking.LINE;
            if (line % 2 == 0) lower(halves, from, to, i);
            else upper(halves, from, to, i);
        }
    }

    private static void lower(int[] halves, int from, float[] to, int at) {
        for (int j = 0; j < Blocking.LINE; j += L) {
            IntVector pairs = IntVector.fromArray(INTS, halves, from + j);
            FloatVector values =
                    (FloatVector) pairs.lanewise(VectorOperators.LSHL, 16).reinterpretShape(SPECIES, 0);
            values.intoArray(to, at + j);
        }
    }

    private static void upper(int[] halves, int from, float[] to, int at) {
        for (int j = 0; j < Blocking.LINE; j += L) {
            IntVector pairs = IntVector.fromArray(INTS, halves, from + j);
            FloatVector values = (FloatVector) pairs.and(0xffff0000).reinterpretShape(SPECIES, 0);
            values.intoArray(to, at + j);
        }
    }
}
