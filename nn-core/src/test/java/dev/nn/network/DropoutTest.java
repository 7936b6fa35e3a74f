package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.kernel.Rows;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
    private static final int ROWS = 100;
    private static final int COLUMNS = 67;

    /** What dropout makes of ones, row after row. */
    private static float[] masked(double rate, long noise) {
        LayerPass pass = new Dropout(COLUMNS, rate).newTrainingPass(ROWS, Team.single(), new float[0]);
        return packed(pass.forwardTraining(ROWS, ones(), noise));
    }

    private static Rows ones() {
        float[] ones = new float[ROWS * COLUMNS];
        Arrays.fill(ones, 1);
        return Rows.of(ones, COLUMNS);
    }

    private static float[] packed(Rows rows) {
        float[] values = new float[ROWS * COLUMNS];
        for (int r = 0; r < ROWS; r++) System.arraycopy(rows.data(), rows.index(r, 0), values, r * COLUMNS, COLUMNS);
        return values;
    }

    /** Share of places, shifted by some, at which both have kept or both have dropped. */
    private static double agreement(float[] a, float[] b, int shift) {
        int equal = 0;
        for (int i = 0; i + shift < a.length; i++) if (a[i + shift] == b[i]) equal++;
        return equal / (double) (a.length - shift);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.5, 0.9})
    void dropsItsShareAndKeepsTheExpectation(double rate) {
        float[] y = masked(rate, 3);
        double sum = 0;
        int dropped = 0;
        for (float value : y) {
            sum += value;
            if (value == 0) dropped++;
            else assertThat((double) value).isCloseTo(1 / (1 - rate), within(1e-6));
        }
        // Four standard deviations of a binomial share.
        double spread = 4 * Math.sqrt(rate * (1 - rate) / y.length);
        assertThat(dropped / (double) y.length).isCloseTo(rate, within(spread));
        assertThat(sum / y.length).isCloseTo(1, within(spread / (1 - rate) + 1e-6));
    }

    @Test
    void theSameNoiseGivesTheSameMask() {
        assertThat(masked(0.5, 3)).isEqualTo(masked(0.5, 3));
    }

    /** Steps have consecutive noise: their masks must not be each other's neighbours either. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, COLUMNS, COLUMNS + 1})
    void masksOfDifferentStepsHaveNothingInCommon(int shift) {
        assertThat(agreement(masked(0.5, 3), masked(0.5, 4), shift)).isCloseTo(0.5, within(0.03));
        if (shift > 0)
            assertThat(agreement(masked(0.5, 3), masked(0.5, 3), shift)).isCloseTo(0.5, within(0.03));
    }

    @Test
    void theGradientGoesWhereTheValuesWent() {
        LayerPass pass = new Dropout(COLUMNS, 0.3).newTrainingPass(ROWS, Team.single(), new float[0]);
        float[] y = packed(pass.forwardTraining(ROWS, ones(), 8));
        Rows dx = Rows.allocate(ROWS, COLUMNS);
        pass.backward(ROWS, ones(), ones(), dx, null);
        assertThat(packed(dx)).isEqualTo(y);
    }

    /** Against the definition, a draw for each unit of each row, with the same bits; some units fill no block. */
    @ParameterizedTest
    @CsvSource({"1, 1", "511, 511", "512, 512", "513, 513", "1568, 1568", "63, 7", "2052, 513", "12, 1"})
    void eachUnitHasADrawOfItsOwn(int in, int units) {
        int rows = 3;
        double rate = 0.3;
        Random random = new Random(1);
        float[] awkward = {Float.NaN, Float.NEGATIVE_INFINITY, -0f, 0f, Float.MIN_VALUE, Float.MAX_VALUE};
        float[] x = new float[rows * in], expected = new float[rows * in];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(4) == 0 ? awkward[random.nextInt(awkward.length)] : (float) random.nextGaussian();
            long draw = Dropout.mix(Dropout.mix(8) + (long) (i / in) * units + i % in % units) >>> 32;
            expected[i] = draw < rate * 0x1p32 ? 0f : x[i] * (float) (1 / (1 - rate));
        }
        LayerPass pass = new Dropout(in, rate, units).newTrainingPass(rows, Team.single(), new float[0]);
        Rows y = pass.forwardTraining(rows, Rows.of(x, in), 8);
        for (int i = 0; i < x.length; i++) {
            assertThat(Float.floatToIntBits(y.data()[y.index(i / in, i % in)]))
                    .as("value %d of row %d", i % in, i / in)
                    .isEqualTo(Float.floatToIntBits(expected[i]));
        }
    }

    @Test
    void inUseItChangesNothing() {
        Rows x = ones();
        assertThat(new Dropout(COLUMNS, 0.3).newPass(ROWS, Team.single()).forward(ROWS, x))
                .isSameAs(x);
    }
}
