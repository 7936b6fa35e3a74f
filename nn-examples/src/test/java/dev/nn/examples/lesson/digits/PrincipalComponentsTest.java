package dev.nn.examples.lesson.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.digits.PrincipalComponents.Moments;
import java.util.Arrays;
import java.util.Random;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
    private static final int ROWS = 200, WIDTH = 12;

    @Test
    void errorsAreThoseOfTheEigenvectors() {
        float[] rows = rows();
        PrincipalComponents own = PrincipalComponents.of(Moments.of(rows, WIDTH), 3);
        RealMatrix x = MatrixUtils.createRealMatrix(ROWS, WIDTH);
        for (int i = 0; i < rows.length; i++) x.setEntry(i / WIDTH, i % WIDTH, rows[i]);
        double[][] covariance = new double[WIDTH][WIDTH];
        double[] mean = own.mean();
        for (int r = 0; r < ROWS; r++) {
            for (int i = 0; i < WIDTH; i++) {
                for (int j = 0; j < WIDTH; j++) {
                    covariance[i][j] += (x.getEntry(r, i) - mean[i]) * (x.getEntry(r, j) - mean[j]) / ROWS;
                }
            }
        }
        double[] variances = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(covariance)).getEigenvalues();
        double left = 0;
        for (int i = 3; i < WIDTH; i++) left += variances[i];
        double error = 0;
        for (float each : own.errors(rows)) error += each * WIDTH / ROWS;
        assertThat(error).isCloseTo(left, within(1e-5 * left));
    }

    @Test
    void momentsOfPartsAdd() {
        float[] rows = rows();
        float[] first = Arrays.copyOf(rows, 70 * WIDTH);
        float[] second = Arrays.copyOfRange(rows, 70 * WIDTH, rows.length);
        Moments sum = Moments.of(first, WIDTH).plus(Moments.of(second, WIDTH)), whole = Moments.of(rows, WIDTH);
        assertThat(sum.count()).isEqualTo(whole.count());
        assertThat(sum.sum()).containsExactly(whole.sum(), within(1e-9));
        for (int i = 0; i < WIDTH; i++)
            assertThat(sum.products()[i]).containsExactly(whole.products()[i], within(1e-9));
    }

    /** Columns of falling scale, mixed, with a mean. */
    private static float[] rows() {
        Random random = new Random(3);
        float[] rows = new float[ROWS * WIDTH];
        for (int r = 0; r < ROWS; r++) {
            double shared = random.nextGaussian();
            for (int i = 0; i < WIDTH; i++) {
                rows[r * WIDTH + i] = (float) (1 + shared + random.nextGaussian() * 3 / (1 + i));
            }
        }
        return rows;
    }
}
