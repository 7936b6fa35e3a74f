package dev.nn.simd.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is interpolated is the function, and functions that can't be interpolated are not. */
class ExactValuesTest {
    private static final double DOUBT = 0x1p-8;
    private static final int N = 4 * ExactValues.PIECE + 3;

    /** Compares N consecutive floats from this one on; returns how often the function was needed for them. */
    private static int compare(DoubleUnaryOperator function, float first) {
        AtomicInteger calls = new AtomicInteger();
        float[] x = new float[N];
        double[] y = new double[N];
        for (int j = 0; j < N; j++) x[j] = Float.intBitsToFloat(Float.floatToRawIntBits(first) + j);
        new ExactValues(
                        v -> {
                            calls.incrementAndGet();
                            return function.applyAsDouble(v);
                        },
                        DOUBT)
                .fill(x, 0, N, y);
        for (int j = 0; j < N; j++) {
            double exact = function.applyAsDouble(x[j]);
            double doubt = DOUBT * ActivationBound.ulp(exact);
            if (Double.isNaN(exact)) assertThat(y[j]).isNaN();
            else if (Double.isInfinite(exact)) assertThat(y[j]).isEqualTo(exact);
            else assertThat(y[j]).as("at %s", x[j]).isCloseTo(exact, within(doubt));
        }
        return calls.get();
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1e-30f, -1e-3f, 1, -1, 2.7f, 20, -87, 1e10f})
    void smoothFunctionsTakeFiveCallsForEachPiece(float first) {
        float aligned = Float.intBitsToFloat(Float.floatToRawIntBits(first) & -ExactValues.PIECE);
        int expected = 4 * 5 + 3;
        if (Math.abs(first) < 100) assertThat(compare(Math::exp, aligned)).isEqualTo(expected);
        assertThat(compare(Math::tanh, aligned)).isEqualTo(expected);
        assertThat(compare(v -> v * v, aligned)).isEqualTo(expected);
    }

    @Test
    void floatsThatAreNoPieceAreNotInterpolated() {
        assertThat(compare(Math::exp, Math.nextUp(1f))).isEqualTo(N);
    }

    @Test
    void functionsThatBendTooMuchAreNotInterpolated() {
        int from = Float.floatToRawIntBits(-1f) & -ExactValues.PIECE;
        assertThat(compare(Math::log1p, Float.intBitsToFloat(from - ExactValues.PIECE)))
                .isGreaterThan(N / 2);
        assertThat(compare(v -> Math.sin(v * 1e7), 1)).isGreaterThan(N / 2);
        assertThat(compare(v -> v < Math.nextUp(1f) ? 0 : 1, 1)).isGreaterThan(N / 4);
        assertThat(compare(v -> Double.NaN, 1)).isGreaterThan(N / 2);
        assertThat(compare(Math::exp, Float.POSITIVE_INFINITY)).isGreaterThan(N / 2);
        assertThat(compare(Math::exp, 1e4f)).isGreaterThan(N / 2);
    }
}
