package dev.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.kernel.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossByRowTest {
    private static final int ROWS = 9, OUTPUTS = 3;

    private final DenseKernels kernels = new ScalarDenseKernels();
    private final Random random = new Random(5);

    static List<Loss> losses() {
        List<Loss> losses = new ArrayList<>(Loss.all());
        losses.add(new SmoothedCrossEntropy(0.1));
        losses.add(new WeightedCrossEntropy(List.of(1f, 3f, 0.5f)));
        losses.add(JointLoss.of(
                new JointLoss.Head(2, new SoftmaxCrossEntropy(), 1),
                new JointLoss.Head(1, new MeanSquaredError(), 0.1)));
        return losses;
    }

    /** Rows of weight 0 are full of what must not count. */
    @ParameterizedTest
    @MethodSource("losses")
    void aRowOfWeightZeroCountsForNothingWhateverItHolds(Loss loss) {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] weights = {0, 2, 0.5f, -0f, 1, 0, 3, 1e-3f, 0};
            Rows y = new Rows(new float[4 + ROWS * 5], 4, 5), dy = new Rows(new float[ROWS * 7], 1, 7);
            int targets = loss.targets(OUTPUTS);
            Rows target = new Rows(new float[2 + ROWS * 6], 2, 6);
            // The weight stands behind the target, in the same row.
            Rows weight = new Rows(target.data(), target.index(0, targets), target.stride());
            Arrays.fill(dy.data(), 77);
            double expected = 0;
            double[][] gradients = new double[ROWS][OUTPUTS];
            for (int r = 0; r < ROWS; r++) {
                weight.data()[weight.index(r, 0)] = weights[r];
                fill(loss, y, target, r);
                if (weights[r] > 0) {
                    Rows own = Rows.allocate(1, OUTPUTS);
                    expected += weights[r]
                            * loss.evaluate(
                                    kernels,
                                    1,
                                    OUTPUTS,
                                    y.from(r),
                                    target.from(r),
                                    weights[r] / ROWS,
                                    own,
                                    new Workspace());
                    for (int j = 0; j < OUTPUTS; j++) gradients[r][j] = own.data()[j];
                } else {
                    for (int j = 0; j < OUTPUTS; j++) y.data()[y.index(r, j)] = bad;
                    for (int j = 0; j < targets; j++) target.data()[target.index(r, j)] = bad;
                }
            }
            double sum = new LossByRow(loss, OUTPUTS)
                    .evaluate(kernels, ROWS, y, target, weight, 1f / ROWS, dy, new Workspace());
            assertThat(sum).isEqualTo(expected, within(1e-9 * Math.abs(expected)));
            for (int r = 0; r < ROWS; r++) {
                for (int j = 0; j < OUTPUTS; j++) {
                    assertThat((double) dy.data()[dy.index(r, j)]).isEqualTo(gradients[r][j]);
                }
                assertThat(dy.data()[dy.index(r, OUTPUTS)])
                        .as("beside the gradient")
                        .isEqualTo(77);
            }
        }
    }

    private void fill(Loss loss, Rows y, Rows target, int row) {
        for (int j = 0; j < OUTPUTS; j++) y.data()[y.index(row, j)] = (float) random.nextGaussian();
        for (int j = 0; j < loss.targets(OUTPUTS); j++) target.data()[target.index(row, j)] = random.nextInt(2);
    }

    @Test
    void theGradientMayTakeTheOutputsPlace() {
        Loss loss = new SoftmaxCrossEntropy();
        Rows y = Rows.allocate(ROWS, OUTPUTS), target = Rows.allocate(ROWS, 1), dy = Rows.allocate(ROWS, OUTPUTS);
        Rows weights = Rows.of(new float[] {1, 0, 2, 1, 0, 0, 4, 1, 1}, 1);
        for (int r = 0; r < ROWS; r++) fill(loss, y, target, r);
        LossByRow rows = new LossByRow(loss, OUTPUTS);
        double sum = rows.evaluate(kernels, ROWS, y, target, weights, 0.1f, dy, new Workspace());
        assertThat(rows.evaluate(kernels, ROWS, y, target, weights, 0.1f, y, new Workspace()))
                .isEqualTo(sum);
        assertThat(y.toArray(ROWS, OUTPUTS)).isEqualTo(dy.toArray(ROWS, OUTPUTS));
    }
}
