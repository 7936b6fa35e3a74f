package dev.nn.simd;

import static jdk.incubator.vector.VectorOperators.F2D;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sum of squares of an array in double precision, for the norm of a gradient.
 *
 * <p>There are 32 partial sums, one for the elements 0, 32, 64 … and so on, as four vectors of eight doubles: enough
 * additions at a time that none waits for another. A narrower vector holds fewer of each eight, and goes over the array
 * two or four times. Then the four are added, and the eight in pairs: the same additions at every width, and so the same
 * bits.
 */
final class SimdNorm {
    private static final int BITS = VectorShape.FLOATS.vectorBitSize();

    private static final VectorSpecies<Double> S =
            BITS == 512 ? DoubleVector.SPECIES_512 : BITS == 256 ? DoubleVector.SPECIES_256 : DoubleVector.SPECIES_128;

    /** As many floats as doubles. */
    private static final VectorSpecies<Float> FLOATS =
            BITS == 512 ? FloatVector.SPECIES_256 : BITS == 256 ? FloatVector.SPECIES_128 : FloatVector.SPECIES_64;

    private static final int LANES = S.length();
    private static final int EIGHT = 8;
    private static final int STEP = 4 * EIGHT;

    private SimdNorm() {}

    /** The contract of {@link dev.nn.kernel.DenseKernels#sumOfSquares}. */
    static double sumOfSquares(float[] values, int from, int to) {
        int end = to - (to - from) % STEP;
        double sum;
        if (LANES == EIGHT) {
            sum = lanes(values, from, end);
        } else if (LANES == EIGHT / 2) {
            sum = lanes(values, from, end) + lanes(values, from + 4, end);
        } else {
            sum = (lanes(values, from, end) + lanes(values, from + 2, end))
                    + (lanes(values, from + 4, end) + lanes(values, from + 6, end));
        }
        for (int i = end; i < to; i++) sum += (double) values[i] * values[i];
        return sum;
    }

    /** The sums of as many of each eight elements as fit into a vector, from {@code from} on. */
    private static double lanes(float[] values, int from, int end) {
        DoubleVector a = DoubleVector.zero(S), b = a, c = a, d = a;
        for (int i = from; i < end; i += STEP) {
            DoubleVector va =
                    (DoubleVector) FloatVector.fromArray(FLOATS, values, i).convertShape(F2D, S, 0);
            DoubleVector vb = (DoubleVector)
                    FloatVector.fromArray(FLOATS, values, i + EIGHT).convertShape(F2D, S, 0);
            a = va.fma(va, a);
            b = vb.fma(vb, b);
            va = (DoubleVector)
                    FloatVector.fromArray(FLOATS, values, i + 2 * EIGHT).convertShape(F2D, S, 0);
            vb = (DoubleVector)
                    FloatVector.fromArray(FLOATS, values, i + 3 * EIGHT).convertShape(F2D, S, 0);
            c = va.fma(va, c);
            d = vb.fma(vb, d);
        }
        DoubleVector sums = a.add(b).add(c.add(d));
        double first = sums.lane(0) + sums.lane(1);
        if (LANES == 2) return first;
        first += sums.lane(2) + sums.lane(3);
        if (LANES == 4) return first;
        return first + ((sums.lane(4) + sums.lane(5)) + (sums.lane(6) + sums.lane(7)));
    }
}
