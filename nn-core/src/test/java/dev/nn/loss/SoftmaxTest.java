package dev.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.kernel.Rows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Probabilities from logits. */
class SoftmaxTest {
    @Test
    void makesProbabilities() {
        double[] p = Softmax.of(new double[] {Math.log(1), Math.log(2), Math.log(5)});
        assertThat(p).containsExactly(new double[] {0.125, 0.25, 0.625}, within(1e-15));
    }

    @Test
    void survivesHugeLogitsAndKeepsTheirOrder() {
        float[] z = {1000, -1000, 999, 0, 1000};
        Softmax.rows(1, 5, Rows.of(z, 5), Rows.of(z, 5));
        double e = Math.exp(-1);
        assertThat(z)
                .containsExactly(
                        new float[] {(float) (1 / (2 + e)), 0, (float) (e / (2 + e)), 0, (float) (1 / (2 + e))},
                        within(1e-7f));
    }

    @Test
    void agreesWithItsDefinitionRowByRow() {
        float[] z = {0.5f, -1.5f, 3, -9, 2, 0.25f, -0.75f, -9}, p = new float[8];
        Softmax.rows(2, 3, new Rows(z, 0, 4), new Rows(p, 1, 4));
        for (int r = 0; r < 2; r++) {
            double[] expected = Softmax.of(new double[] {z[4 * r], z[4 * r + 1], z[4 * r + 2]});
            assertThat(Arrays.stream(expected).sum()).isCloseTo(1, within(1e-15));
            for (int j = 0; j < 3; j++) assertThat((double) p[4 * r + 1 + j]).isCloseTo(expected[j], within(1e-7));
        }
        assertThat(p[0]).isZero();
        assertThat(p[4]).isZero();
    }

    @Test
    void showsNaNInsteadOfHidingIt() {
        float[] z = {1, Float.NaN};
        Softmax.rows(1, 2, Rows.of(z, 2), Rows.of(z, 2));
        assertThat(z[0]).isNaN();
        assertThat(z[1]).isNaN();
    }
}
