package dev.nn.simd.function;

import java.util.function.DoubleUnaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A function in double precision at many floats, fast where they are neighbours: 128 consecutive floats of one binade are
 * equally spaced and so close together, 2⁻¹⁶ of their size, that a parabola through three of them is as good as the
 * function itself.
 *
 * <p>That it is so is tested, for each parabola, at the two places where it is worst, a quarter and three quarters of the
 * way (the error of a parabola through three points is that of x³, largest at 0.21 and 0.79): where it is off by more
 * than a quarter of the doubt that is allowed, the function itself is used for all 128.
 */
final class ExactValues {
    /** Neighbours that share a parabola; a power of two. */
    static final int PIECE = 128;

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final double[] PLACES = places();

    private final DoubleUnaryOperator function;
    private final double tolerance;

    /**
     * The values of {@code function}.
     *
     * @param doubt what a value may be off by, in ulps of float
     */
    ExactValues(DoubleUnaryOperator function, double doubt) {
        this.function = function;
        this.tolerance = doubt / 4;
    }

    /** Where in a parabola each of the neighbours lies: 0 is the first, 2 the one behind the last. */
    private static double[] places() {
        double[] places = new double[PIECE];
        for (int j = 0; j < PIECE; j++) places[j] = j * (2.0 / PIECE);
        return places;
    }

    /** y[j] = f(x[j]) for {@code from} ≤ j < {@code to}, by parabolas or as defined. */
    void fill(float[] x, int from, int to, double[] y) {
        int j = from;
        for (; j + PIECE <= to; j += PIECE) {
            if (!areNeighbours(x[j], x[j + PIECE - 1]) || !interpolate(x[j], x[j + 1], y, j))
                define(x, j, j + PIECE, y);
        }
        define(x, j, to, y);
    }

    private void define(float[] x, int from, int to, double[] y) {
        for (int j = from; j < to; j++) y[j] = function.applyAsDouble(x[j]);
    }

    /** Whether these are the first and last of 128 floats, in the order of their bits, that begin at a multiple of 128. */
    private static boolean areNeighbours(float first, float last) {
        int bits = Float.floatToRawIntBits(first);
        return bits % PIECE == 0 && Float.floatToRawIntBits(last) == bits + PIECE - 1 && Float.isFinite(last);
    }

    /** The parabola through a, b and c at the places 0, 1 and 2; false if it isn't good enough. */
    private boolean interpolate(double first, double second, double[] y, int at) {
        double half = (second - first) * (PIECE / 2);
        double a = function.applyAsDouble(first);
        double b = function.applyAsDouble(first + half);
        double c = function.applyAsDouble(first + 2 * half);
        double curve = ((c - b) - (b - a)) / 2, slope = (b - a) - curve;
        boolean good = isNear(a + (slope + curve * 0.5) * 0.5, function.applyAsDouble(first + 0.5 * half))
                && isNear(a + (slope + curve * 1.5) * 1.5, function.applyAsDouble(first + 1.5 * half));
        if (good) parabola(a, slope, curve, y, at);
        return good;
    }

    private static void parabola(double a, double slope, double curve, double[] y, int at) {
        for (int j = 0; j < PIECE; j += S.length()) {
            DoubleVector t = DoubleVector.fromArray(S, PLACES, j);
            t.mul(curve).add(slope).mul(t).add(a).intoArray(y, at + j);
        }
    }

    /** False for NaN, too. */
    private boolean isNear(double interpolated, double exact) {
        return Math.abs(interpolated - exact) <= tolerance * ActivationBound.ulp(exact);
    }
}
