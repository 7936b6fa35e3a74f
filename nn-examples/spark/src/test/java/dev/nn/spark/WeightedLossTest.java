package dev.nn.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.Loss;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class WeightedLossTest {
    private final DenseKernels kernels = Kernels.prepared();

    /** An output of a row that doesn't count may be NaN: the gradient, which goes into every weight, isn't. */
    @Test
    void aRowOfWeightZeroIsNotLookedAt() {
        Loss loss = new WeightedLoss(new MeanSquaredError());
        assertThat(loss.targets(2)).isEqualTo(3);
        Rows y = Rows.of(new float[] {Float.NaN, 1, 3, 2}, 2), dy = Rows.allocate(2, 2);
        Rows target = Rows.of(new float[] {0, 0, 0, 1, 2, 4}, 3);
        Workspace workspace = new Workspace();
        for (int time = 0; time < 2; time++) {
            // (3 − 1)² and (2 − 2)², their mean, times 4.
            assertThat(loss.evaluate(kernels, 2, 2, y, target, 0.5f, dy, workspace))
                    .isEqualTo(8);
            assertThat(dy.toArray(2, 2)).containsExactly(0, 0, 4, 0);
        }
        assertThat(loss.value(new double[] {Double.NaN, 1}, new double[] {0, 0, 0}))
                .isZero();
        assertThat(loss.value(new double[] {3, 2}, new double[] {1, 2, 4})).isEqualTo(8);
    }

    @Test
    void twoLossesMayShareAWorkspace() {
        Workspace workspace = new Workspace();
        Rows y = Rows.of(new float[] {1, 2, 3}, 3), dy = Rows.allocate(1, 3);
        Loss number = new WeightedLoss(new MeanSquaredError()), kind = new WeightedLoss(new SoftmaxCrossEntropy());
        workspace.prepare(kernels, kind.operations(3));
        for (int time = 0; time < 2; time++) {
            assertThat(number.evaluate(kernels, 1, 3, y, Rows.of(new float[] {1, 2, 0, 2}, 4), 1, dy, workspace))
                    .isEqualTo(6);
            kind.evaluate(kernels, 1, 3, y, Rows.of(new float[] {2, 1}, 2), 1, dy, workspace);
            assertThat(dy.data()[2]).isNegative();
            assertThat(number.evaluate(kernels, 1, 1, y, Rows.of(new float[] {0, 5}, 2), 1, dy, workspace))
                    .isEqualTo(5);
        }
    }

    @Test
    void weightsThatCannotBeAreRefusedAndTheLossTravels() throws Exception {
        WeightedLoss loss = new WeightedLoss(new SoftmaxCrossEntropy());
        for (float bad : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loss.check(3, new float[] {2, bad}, 0))
                    .withMessage("the weight must be finite and not negative, is " + bad);
        }
        loss.check(3, new float[] {2, 0}, 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(loss);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(loss);
        }
    }
}
