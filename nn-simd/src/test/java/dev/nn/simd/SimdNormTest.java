package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sum of squares: exact where it can be, of the given range only, with the same bits at every width. */
@Tag("width")
class SimdNormTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 31, 32, 33, 63, 64, 100, 1000})
    void wholeNumbersAreAddedExactly(int n) {
        float[] values = new float[n + 9];
        Arrays.fill(values, Float.NaN);
        long expected = 0;
        for (int i = 0; i < n; i++) {
            values[5 + i] = i - 20;
            expected += (long) (i - 20) * (i - 20);
        }
        assertThat(SimdNorm.sumOfSquares(values, 5, 5 + n)).isEqualTo((double) expected);
    }

    @Test
    void theSumHasItsGoldenBits() {
        Random random = new Random(3);
        float[] values = new float[10_007];
        double expected = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.exp(random.nextGaussian() * 5));
            expected += (double) values[i] * values[i];
        }
        double sum = SimdNorm.sumOfSquares(values, 0, values.length);
        assertThat(sum).isCloseTo(expected, within(expected * 1e-13));
        assertThat(Double.toHexString(sum)).isEqualTo("0x1.2c15bc04d05cep59");
    }

    @Test
    void infinitiesAndNaNsShow() {
        float[] values = new float[100];
        values[40] = Float.NEGATIVE_INFINITY;
        assertThat(SimdNorm.sumOfSquares(values, 0, 100)).isEqualTo(Double.POSITIVE_INFINITY);
        values[99] = Float.NaN;
        assertThat(SimdNorm.sumOfSquares(values, 0, 100)).isNaN();
        values[41] = 1e30f;
        assertThat(SimdNorm.sumOfSquares(values, 41, 99)).isCloseTo(1e60, within(1e53));
    }
}
