package dev.nn.simd.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One value outside of the bound is found, wherever it stands and in whatever way it is wrong. */
class QuickCheckTest {
    private static final int FROM = 5;

    private final double[] exact = new double[FROM + ExactValues.PIECE];
    private final float[] actual = new float[exact.length];

    private void set(double exactly, float actually) {
        Arrays.fill(exact, exactly);
        Arrays.fill(actual, actually);
    }

    /** Whether this is refused at every place of a piece that is right otherwise. */
    private boolean refusesOne(QuickCheck check, double exactly, float actually) {
        for (int j = FROM; j < exact.length; j++) {
            set(1, 1);
            exact[j] = exactly;
            actual[j] = actually;
            if (check.admits(exact, actual, FROM)) return false;
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(floats = {1, 1.5f, -3e-5f, 1e30f, 3e-39f, -Float.MIN_VALUE})
    void errorsCountInUlpsOfTheExactValue(float y) {
        QuickCheck check = new QuickCheck(2, 0, true);
        double ulp = Math.ulp(y);
        for (double error : new double[] {0, 0.5, 1.9, -1.9}) {
            double exactly = y + Math.copySign(error, y) * ulp;
            if (Math.signum(exactly) != Math.signum(y) || Math.ulp((float) exactly) != ulp) continue;
            set(exactly, y);
            assertThat(check.admits(exact, actual, FROM)).as("%s ulp", error).isTrue();
        }
        assertThat(refusesOne(check, y + 2.1 * ulp, y)).isTrue();
        assertThat(refusesOne(check, y - 2.1 * ulp, y)).isTrue();
    }

    @Test
    void whatIsAbsoluteIsAdded() {
        QuickCheck check = new QuickCheck(0, 1e-6, false);
        set(1, 1 + 0x1p-21f);
        assertThat(check.admits(exact, actual, FROM)).isTrue();
        assertThat(refusesOne(check, 1, 1 + 0x1p-19f)).isTrue();
        assertThat(refusesOne(check, 0, -1.1e-6f)).isTrue();
    }

    @Test
    void signsCountWhereTheyShould() {
        assertThat(refusesOne(new QuickCheck(2, 1e-6, true), 0.0, -0f)).isTrue();
        assertThat(refusesOne(new QuickCheck(2, 1e-6, true), -1e-9, 0f)).isTrue();
        assertThat(refusesOne(new QuickCheck(2, 1e-6, false), -1e-9, 0f)).isFalse();
    }

    @Test
    void whatIsNotFiniteIsLeftToOthers() {
        QuickCheck check = new QuickCheck(2, 1e-6, false);
        for (double exactly : new double[] {1, Double.NaN, Double.POSITIVE_INFINITY, 1e60}) {
            for (float actually : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                assertThat(refusesOne(check, exactly, actually)).isTrue();
            }
        }
        assertThat(refusesOne(check, Double.NaN, 1)).isTrue();
        assertThat(refusesOne(check, 0x1p128, Float.MAX_VALUE)).isTrue();
    }
}
