package dev.nn.simd.function;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * A bound that is checked for many values at once, on vectors, since there are billions: it says that all are surely
 * within it, or that each must be looked at.
 *
 * @param ulps an error allowed in ulps of float
 * @param absolute what is allowed on top of that
 * @param signed whether results must have the sign of what is exact
 */
record QuickCheck(double ulps, double absolute, boolean signed) {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(float.class, jdk.incubator.vector.VectorShape.forBitSize(S.vectorBitSize() / 2));
    private static final long EXPONENT = 0x7ff0_0000_0000_0000L;

    /** Whether all of {@code actual}, {@link ExactValues#PIECE} values from {@code from} on, are finite and within the bound. */
    boolean admits(double[] exact, float[] actual, int from) {
        double factor = ulps * 0x1p-23, least = ulps * Float.MIN_VALUE;
        long signs = signed ? Long.MIN_VALUE : 0;
        VectorMask<Double> good = S.maskAll(true);
        for (int j = from; j < from + ExactValues.PIECE; j += S.length()) {
            DoubleVector e = DoubleVector.fromArray(S, exact, j);
            DoubleVector y =
                    (DoubleVector) FloatVector.fromArray(FLOATS, actual, j).castShape(S, 0);
            LongVector bits = e.reinterpretAsLongs();
            DoubleVector power = bits.lanewise(AND, EXPONENT).reinterpretAsDoubles();
            DoubleVector allowed = power.mul(factor).max(least).add(absolute);
            LongVector differ = bits.lanewise(XOR, y.reinterpretAsLongs()).lanewise(AND, signs);
            good = good.and(e.abs().compare(LE, Float.MAX_VALUE))
                    .and(y.sub(e).abs().compare(LE, allowed))
                    .and(differ.eq(0).cast(S));
        }
        return good.allTrue();
    }
}
