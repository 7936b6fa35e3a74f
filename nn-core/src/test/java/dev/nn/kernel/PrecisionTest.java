package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrecisionTest {
    @Test
    void everyBfloat16IsItsOwnNearest() {
        for (int half = 0; half < 1 << 16; half++) {
            float value = Float.intBitsToFloat(half << 16);
            if (Float.isNaN(value)) assertThat(Precision.BF16.round(value)).isNaN();
            else assertThat(Precision.bfloat16(value)).as("%x", half).isEqualTo(half);
        }
    }

    /** Against exact arithmetic: of the two neighbours the nearer one, of two equally near ones the even one. */
    @Test
    void roundsToTheNearestAndTiesToEven() {
        Random random = new Random(7);
        for (int n = 0; n < 200_000; n++) {
            int bits = random.nextInt();
            // A quarter are ties.
            if (n % 4 == 0) bits = (bits & 0xffff0000) | 0x8000;
            float value = Float.intBitsToFloat(bits);
            float below = Float.intBitsToFloat(bits & 0xffff0000),
                    above = Float.intBitsToFloat((bits & 0xffff0000) + 0x10000);
            if (!Float.isFinite(value) || !Float.isFinite(above)) continue;
            BigDecimal down = exact(value).subtract(exact(below)).abs();
            BigDecimal up = exact(above).subtract(exact(value)).abs();
            int order = down.compareTo(up);
            boolean lower = order < 0 || (order == 0 && (bits >>> 16 & 1) == 0);
            assertThat(Precision.BF16.round(value)).as("%s", value).isEqualTo(lower ? below : above);
        }
    }

    private static BigDecimal exact(float value) {
        return new BigDecimal(value);
    }

    @Test
    void largeValuesRoundToInfinityAndNaNStaysNaN() {
        assertThat(Precision.BF16.round(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Precision.BF16.round(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Precision.BF16.round(Float.intBitsToFloat(0x7f800001))).isNaN();
        assertThat(Precision.BF16.round(Float.intBitsToFloat(0xffffffff))).isNaN();
        assertThat(Float.floatToRawIntBits(Precision.BF16.round(-0f))).isEqualTo(0x80000000);
    }

    @Test
    void theRelativeErrorIsWithinTheUnitRoundoff() {
        Random random = new Random(8);
        for (int n = 0; n < 100_000; n++) {
            float value = (float) random.nextGaussian();
            double error = Math.abs(Precision.BF16.round(value) - (double) value);
            assertThat(error).isLessThanOrEqualTo(Math.abs(value) * Precision.BF16.unitRoundoff());
        }
        assertThat(Precision.F32.round(1.1f)).isEqualTo(1.1f);
        assertThat(Precision.F32.unitRoundoff()).isZero();
    }
}
