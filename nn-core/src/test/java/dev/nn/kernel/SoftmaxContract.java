package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Softmax cross-entropy with its gradient.
 *
 * <p>The bound. With d = z − max, a float kernel's eᵈ is off by a factor up to 1 + u|d| (d was rounded) + 4u (the
 * function), the sum S of all by those, weighted, and γ(classes). So p = eᵈ/S has the relative error of its numerator, of
 * S, and one rounding; the loss ln S − d has S's relative error as an absolute one.
 */
interface SoftmaxContract extends KernelContract {
    int BATCH = 7;

    /** Gradients that small may be flushed to zero, so that no denormals arise. */
    double NEGLIGIBLE = 1e-13;

    private double run(int from, int to, int classes, GuardedRows z, GuardedRows labels, float scale, GuardedRows dz) {
        Workspace workspace = new Workspace().reserve(kernels().scratch(new Operation.SoftmaxCrossEntropy(classes)));
        Guard.fill(workspace.scratch());
        return kernels()
                .training()
                .softmaxCrossEntropy(from, to, classes, z.view(), labels.view(), scale, dz.view(), workspace);
    }

    private static GuardedRows labels(int rows, int classes, Random random) {
        GuardedRows labels = GuardedRows.blank(rows, 1, random);
        for (int r = 0; r < rows; r++) labels.set(r, 0, random.nextInt(classes));
        return labels;
    }

    /** Logits whose spread grows from row to row, up to where all but one probability vanish. */
    private static GuardedRows logits(int rows, int classes, Random random) {
        GuardedRows z = GuardedRows.blank(rows, classes, random);
        for (int r = 0; r < rows; r++) {
            double spread = Math.pow(4, r) / 4;
            for (int j = 0; j < classes; j++) z.set(r, j, (float) (random.nextGaussian() * spread));
        }
        return z;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 10, 15, 16, 17, 33, 64, 100, 1000})
    default void softmaxCrossEntropyIsWithinItsBound(int classes) {
        Random random = new Random(classes);
        GuardedRows z = logits(BATCH, classes, random), labels = labels(BATCH, classes, random);
        GuardedRows dz = GuardedRows.blank(BATCH, classes, random);
        float scale = 1f / BATCH;
        double loss = run(0, BATCH, classes, z, labels, scale, dz), expectedLoss = 0, allowedLoss = 0;
        dz.assertWritten(classes + " classes, dZ");
        for (int r = 0; r < BATCH; r++) {
            double max = Double.NEGATIVE_INFINITY, sum = 0, sumError = 0;
            for (int j = 0; j < classes; j++) max = Math.max(max, z.get(r, j));
            for (int j = 0; j < classes; j++) {
                double d = z.get(r, j) - max;
                sum += Math.exp(d);
                sumError += Math.exp(d) * (Rounding.U * (4 - d) + Rounding.gamma(classes));
            }
            int label = (int) labels.get(r, 0);
            double distance = max - z.get(r, label);
            expectedLoss += Math.log(sum) + distance;
            allowedLoss += sumError / sum + 4 * Rounding.U * (Math.log(sum) + distance + 1);
            for (int j = 0; j < classes; j++) {
                double d = z.get(r, j) - max, p = Math.exp(d) / sum, gradient = p - (j == label ? 1 : 0);
                double allowed = scale
                        * (p * (Rounding.U * (6 - d) + sumError / sum)
                                + 2 * Rounding.U * Math.abs(gradient)
                                + NEGLIGIBLE);
                if (Math.abs(dz.get(r, j) - scale * gradient) <= allowed) continue;
                fail("%d classes, dZ[%d][%d] is %s, expected %s ± %s"
                        .formatted(classes, r, j, dz.get(r, j), scale * gradient, allowed));
            }
        }
        assertThat(loss).as("loss of %d classes", classes).isCloseTo(expectedLoss, within(allowedLoss));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 17, 100})
    default void softmaxCrossEntropyMayWriteDzOverZAndWorkInPieces(int classes) {
        Random random = new Random(classes);
        GuardedRows z = logits(BATCH, classes, random), labels = labels(BATCH, classes, random);
        GuardedRows dz = z.copy(), over = z.copy(), pieces = z.copy();
        double loss = run(0, BATCH, classes, z, labels, 0.25f, dz);
        assertThat(run(0, BATCH, classes, over, labels, 0.25f, over)).isEqualTo(loss);
        over.assertSameBits(classes + " classes, dZ over Z", dz);
        double sum = run(3, BATCH, classes, z, labels, 0.25f, pieces) + run(0, 3, classes, z, labels, 0.25f, pieces);
        assertThat(sum).isCloseTo(loss, within(1e-12 * loss));
        pieces.assertSameBits(classes + " classes, dZ in pieces", dz);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1e30f, -1e30f, 1e-40f})
    default void equalLogitsAreEquallyLikelyHoweverLarge(float logit) {
        int classes = 20;
        Random random = new Random(1);
        GuardedRows z = logits(BATCH, classes, random), labels = labels(BATCH, classes, random), dz = z.copy();
        for (int r = 0; r < BATCH; r++) for (int j = 0; j < classes; j++) z.set(r, j, logit);
        double loss = run(0, BATCH, classes, z, labels, 1f, dz);
        assertThat(loss).isCloseTo(BATCH * Math.log(classes), within(1e-5));
        for (int r = 0; r < BATCH; r++) {
            for (int j = 0; j < classes; j++) {
                double expected = 1.0 / classes - (j == (int) labels.get(r, 0) ? 1 : 0);
                assertThat((double) dz.get(r, j)).as("dZ[%d][%d]", r, j).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 17, 100})
    default void aNaNLogitMakesTheLossNaN(int classes) {
        Random random = new Random(classes);
        GuardedRows z = logits(BATCH, classes, random), labels = labels(BATCH, classes, random), dz = z.copy();
        for (int j = 0; j < classes; j++) {
            GuardedRows poisoned = z.copy();
            poisoned.set(2, j, Float.NaN);
            assertThat(run(0, BATCH, classes, poisoned, labels, 1f, dz))
                    .as("NaN in column %d", j)
                    .isNaN();
            assertThat(run(3, BATCH, classes, poisoned, labels, 1f, dz)).isFinite();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 16, 33, 100, 10_001})
    default void sumOfSquaresIsInDoublePrecision(int size) {
        Random random = new Random(size);
        float[] values = Guard.array(size + 10);
        double expected = 0;
        for (int i = 5; i < 5 + size; i++) {
            values[i] = (float) (random.nextGaussian() * Math.exp(random.nextGaussian() * 20));
            expected += (double) values[i] * values[i];
        }
        assertThat(kernels().training().sumOfSquares(values, 5, 5 + size))
                .isCloseTo(expected, within(expected * 1e-12));
    }
}
