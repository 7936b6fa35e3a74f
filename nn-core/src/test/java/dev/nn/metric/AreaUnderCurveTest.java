package dev.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The area under the curve against its meaning: counting pairs. */
class AreaUnderCurveTest {
    @Test
    void isOneForPerfectZeroForInvertedHalfForTied() {
        boolean[] positive = {false, true, false, true};
        assertThat(AreaUnderCurve.of(new float[] {-1, 3, 0, Float.POSITIVE_INFINITY}, positive))
                .isEqualTo(1);
        assertThat(AreaUnderCurve.of(new float[] {3, -1, 2, 0}, positive)).isZero();
        assertThat(AreaUnderCurve.of(new float[] {5, 5, 5, 5}, positive)).isEqualTo(0.5);
        assertThat(AreaUnderCurve.of(new float[] {0, 0, 1, 1}, positive)).isEqualTo(0.5);
        assertThat(AreaUnderCurve.of(new float[] {0, 0, 1, 2}, positive)).isEqualTo(0.625);
        assertThat(AreaUnderCurve.of(new float[] {0f, -0f}, new boolean[] {true, false}))
                .isEqualTo(0.5);
    }

    @Test
    void isTheShareOfPairsInOrder() {
        Random random = new Random(4);
        for (int round = 0; round < 50; round++) {
            int n = 2 + random.nextInt(60);
            float[] scores = new float[n];
            boolean[] positive = new boolean[n];
            for (int i = 0; i < n; i++) {
                positive[i] = i == 0 || (i > 1 && random.nextBoolean());
                scores[i] = random.nextInt(20) + (positive[i] ? 3 : 0);
            }
            double higher = 0, pairs = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    if (!positive[i] || positive[j]) continue;
                    higher += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
            assertThat(AreaUnderCurve.of(scores, positive)).isCloseTo(higher / pairs, within(1e-12));
        }
    }

    @Test
    void needsBothKindsAndNumbers() {
        assertThat(AreaUnderCurve.of(new float[] {1, 2}, new boolean[2])).isNaN();
        assertThat(AreaUnderCurve.of(new float[0], new boolean[0])).isNaN();
        assertThatIllegalArgumentException().isThrownBy(() -> AreaUnderCurve.of(new float[2], new boolean[1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AreaUnderCurve.of(new float[] {0, Float.NaN}, new boolean[2]))
                .withMessage("score 1 must not be NaN");
    }
}
