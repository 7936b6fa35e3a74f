package dev.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.kernel.Rows;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Predicted classes and the measures of them. */
class MetricTest {
    private static final float NAN = Float.NaN;

    @Test
    void predictsTheLargestOutputTheFirstOfEquals() {
        assertThat(predicted(1, 3, 2)).isEqualTo(1);
        assertThat(predicted(3, 3, 2)).isEqualTo(0);
        assertThat(predicted(-5, -5, -1)).isEqualTo(2);
        assertThat(predicted(Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY)).isEqualTo(0);
        assertThat(predicted(0, NAN, 9)).isEqualTo(PredictedClass.NONE);
        assertThat(predicted(NAN, 0, 9)).isEqualTo(PredictedClass.NONE);
    }

    @Test
    void predictsOneOfTwoClassesFromOneLogit() {
        assertThat(predicted(1e-30f)).isEqualTo(1);
        assertThat(predicted(0)).isEqualTo(0);
        assertThat(predicted(-3)).isEqualTo(0);
        assertThat(predicted(NAN)).isEqualTo(PredictedClass.NONE);
    }

    @Test
    void accuracyIsTheShareOfRightRows() {
        Accuracy accuracy = new Accuracy();
        assertThat(accuracy.value()).isNaN();
        // Rows of two in a stride of three; the third row of the array is not part of the batch.
        Rows y = new Rows(new float[] {-9, 1, 0, -9, 0, 1, -9, 5, 0}, 1, 3);
        accuracy.add(2, 2, y, Rows.of(new float[] {0, 0, 0}, 1));
        assertThat(accuracy.value()).isEqualTo(0.5);
        accuracy.add(2, 2, y, Rows.of(new float[] {0, 1}, 1));
        assertThat(accuracy.value()).isEqualTo(0.75);
        accuracy.reset();
        accuracy.add(4, 1, Rows.of(new float[] {2, -2, -0.5f, NAN}, 1), Rows.of(new float[] {1, 0, 1, 0}, 1));
        assertThat(accuracy.value()).isEqualTo(0.5);
        assertThat(accuracy.name()).isEqualTo("accuracy");
    }

    @Test
    void confusionMatrixCountsByActualAndPredicted() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        assertThat(matrix.value()).isNaN();
        assertThat(matrix.precision(0)).isNaN();
        assertThat(matrix.recall(0)).isNaN();
        float[] y = {9, 0, 0, 0, 9, 0, 9, 0, 0, 0, 9, 0, NAN, 9, 0};
        matrix.add(3, 3, Rows.of(y, 3), Rows.of(new float[] {0, 1, 1}, 1));
        matrix.add(2, 3, Rows.of(y, 3).from(3), Rows.of(new float[] {1, 1}, 1));
        assertThat(matrix.classes()).isEqualTo(3);
        assertThat(matrix.count(0, 0)).isEqualTo(1);
        assertThat(matrix.count(1, 0)).isEqualTo(1);
        assertThat(matrix.count(1, 1)).isEqualTo(2);
        assertThat(matrix.undecided(1)).isEqualTo(1);
        assertThat(matrix.value()).isEqualTo(0.6);
        assertThat(matrix.precision(0)).isEqualTo(0.5);
        assertThat(matrix.precision(1)).isEqualTo(1);
        assertThat(matrix.precision(2)).isNaN();
        assertThat(matrix.recall(0)).isEqualTo(1);
        assertThat(matrix.recall(1)).isEqualTo(0.5);
        assertThat(matrix.recall(2)).isNaN();
        assertThat(matrix).hasToString("""
            actual \\ predicted
                         0       1       2     NaN  recall
                 0       1       0       0       0  100.0 %
                 1       1       2       0       1  50.0 %
                 2       0       0       0       0  –
            prec.   50.0 % 100.0 %       –
            """);
        matrix.reset();
        assertThat(matrix.value()).isNaN();
    }

    @Test
    void confusionMatrixTakesOneLogitForTwoClasses() {
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        matrix.add(3, 1, Rows.of(new float[] {3, -3, 1}, 1), Rows.of(new float[] {1, 0, 0}, 1));
        assertThat(matrix.value()).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(matrix.count(0, 1)).isEqualTo(1);
        assertThat(matrix.toString()).doesNotContain("NaN");
    }

    @Test
    void confusionMatrixRejectsWhatDoesNotFit() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        Rows y = Rows.of(new float[3], 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.add(1, 2, y, y))
                .withMessage("3 classes need as many outputs, got 2");
        for (float label : new float[] {-1, 3, 0.5f, NAN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> matrix.add(1, 3, y, Rows.of(new float[] {label}, 1)))
                    .withMessage("label %s must be a whole number from 0 to 2".formatted(label));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new ConfusionMatrix(1));
    }

    @Test
    void rSquaredComparesWithTheMean() {
        RSquared r2 = new RSquared();
        assertThat(r2.value()).isNaN();
        Rows t = Rows.of(new float[] {1, 2, 3, 6}, 1);
        r2.add(4, 1, t, t);
        assertThat(r2.value()).isEqualTo(1);
        r2.reset();
        r2.add(4, 1, Rows.of(new float[] {3, 3, 3, 3}, 1), t);
        assertThat(r2.value()).isZero();
        r2.reset();
        // Residuals 1, 1, 0, 2 against a spread of 4 + 1 + 0 + 9.
        r2.add(4, 1, Rows.of(new float[] {2, 1, 3, 4}, 1), t);
        assertThat(r2.value()).isCloseTo(1 - 6 / 14.0, within(1e-15));
        r2.reset();
        r2.add(2, 1, t, Rows.of(new float[] {5, 5}, 1));
        assertThat(r2.value()).isNaN();
    }

    @Test
    void rSquaredIsTheSameInBatchesAndFarFromZero() {
        Random random = new Random(1);
        int rows = 500;
        float[] y = new float[rows * 2], t = new float[rows * 2];
        for (int i = 0; i < y.length; i++) {
            t[i] = 1e5f + (float) random.nextGaussian();
            y[i] = t[i] + (float) random.nextGaussian() / 2;
        }
        RSquared r2 = new RSquared();
        for (int r = 0; r < rows; r += 20)
            r2.add(20, 2, Rows.of(y, 2).from(r), Rows.of(t, 2).from(r));
        double expected = 0;
        for (int j = 0; j < 2; j++) {
            double mean = 0, residual = 0, spread = 0;
            for (int r = 0; r < rows; r++) mean += t[2 * r + j] / (double) rows;
            for (int r = 0; r < rows; r++) {
                double error = (double) y[2 * r + j] - t[2 * r + j], distance = t[2 * r + j] - mean;
                residual += error * error;
                spread += distance * distance;
            }
            expected += (1 - residual / spread) / 2;
        }
        assertThat(r2.value()).isCloseTo(expected, within(1e-9)).isBetween(0.7, 0.8);
        assertThatIllegalArgumentException().isThrownBy(() -> r2.add(1, 1, Rows.of(y, 1), Rows.of(t, 1)));
    }

    private static int predicted(float... outputs) {
        return PredictedClass.of(outputs, 0, outputs.length);
    }
}
