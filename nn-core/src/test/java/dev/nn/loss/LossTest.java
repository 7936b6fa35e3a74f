package dev.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.kernel.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients of every loss. */
class LossTest {
    private static final float[] OUTPUTS = {0.5f, -1.5f, 3, 2, 0.25f, -0.75f};
    private static final float[] NUMBERS = {0, 1, 0.5f, 1, 0.25f, 0};
    private static final float[] CLASSES = {2, 0};

    /** A loss, and what PyTorch 2.13 computes for the two rows above in double precision: value and gradient. */
    record Case(Loss loss, double value, List<Double> gradient) {}

    static List<Case> casesFromPyTorch() {
        return List.of(
                new Case(new MeanSquaredError(), 2.38541666667, List.of(1. / 6, -5. / 6, 5. / 6, 1. / 3, 0., -0.25)),
                new Case(new HalfSquaredError(), 2.38541666667 * 1.5, List.of(0.25, -1.25, 1.25, 0.5, 0., -0.375)),
                new Case(new MeanAbsoluteError(), 1.20833333333, List.of(1. / 6, -1. / 6, 1. / 6, 1. / 6, 0., -1. / 6)),
                new Case(new Huber(0.8f), 0.707708333333, List.of(1. / 12, -0.8 / 6, 0.8 / 6, 0.8 / 6, 0., -0.125)),
                new Case(
                        new BinaryCrossEntropy(),
                        0.916886008462,
                        List.of(
                                0.103743221867,
                                -0.136262412699,
                                0.0754290211371,
                                -0.0198671536704,
                                0.0520294168143,
                                0.0534702168041)),
                new Case(
                        new SoftmaxCrossEntropy(),
                        0.151179979397,
                        List.of(
                                0.0375436560149,
                                0.00508098132052,
                                -0.0426246373354,
                                -0.0960254738915,
                                0.0702002464554,
                                0.0258252274361)));
    }

    @ParameterizedTest
    @MethodSource("casesFromPyTorch")
    void isTheMeanOverTheBatchAsInPyTorch(Case c) {
        float[] target = c.loss().targets(3) == 1 ? CLASSES : NUMBERS;
        float[] dy = new float[6];
        double sum = evaluate(c.loss(), 2, 3, OUTPUTS, target, 0.5f, dy);
        assertThat(sum / 2).isCloseTo(c.value(), within(1e-6));
        for (int i = 0; i < dy.length; i++)
            assertThat((double) dy[i]).isCloseTo(c.gradient().get(i), within(1e-7));
    }

    static Stream<Loss> all() {
        return Loss.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void evaluatesToItsDefinitionAndItsSlope(Loss loss) {
        Random random = new Random(3);
        for (int outputs = loss instanceof SoftmaxCrossEntropy ? 2 : 1; outputs < 20; outputs++) {
            float[] y = new float[outputs], target = new float[loss.targets(outputs)], dy = new float[outputs];
            for (int j = 0; j < outputs; j++) y[j] = (float) (random.nextGaussian() * 3);
            for (int j = 0; j < target.length; j++) {
                target[j] = loss instanceof SoftmaxCrossEntropy ? random.nextInt(outputs) : random.nextFloat();
            }
            loss.check(outputs, target, 0);
            double value = evaluate(loss, 1, outputs, y, target, 1, dy);
            double[] exactY = exact(y), exactTarget = exact(target);
            assertThat(value).isCloseTo(loss.value(exactY, exactTarget), within(1e-5));
            for (int j = 0; j < outputs; j++) {
                double h = 1e-6, at = exactY[j];
                exactY[j] = at + h;
                double above = loss.value(exactY, exactTarget);
                exactY[j] = at - h;
                double below = loss.value(exactY, exactTarget);
                exactY[j] = at;
                assertThat((double) dy[j]).isCloseTo((above - below) / (2 * h), within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void worksOnSlicesAndInPlace(Loss loss) {
        float[] target = loss.targets(3) == 1 ? CLASSES : NUMBERS;
        float[] plain = new float[6];
        double expected = evaluate(loss, 2, 3, OUTPUTS, target, 0.25f, plain);

        Rows y = slice(OUTPUTS, 3), t = slice(target, loss.targets(3));
        double sum = loss.evaluate(new ScalarDenseKernels(), 2, 3, y, t, 0.25f, y, new Workspace().reserve(64));
        assertThat(sum).isEqualTo(expected);
        for (int i = 0; i < 6; i++) assertThat(y.data()[y.index(i / 3, i % 3)]).isEqualTo(plain[i]);
        assertThat(y.data()[y.index(0, 3)]).as("outside the slice").isEqualTo(-7);
        assertThat(y.data()[y.index(0, -1)]).as("outside the slice").isEqualTo(-7);
    }

    @ParameterizedTest
    @MethodSource("all")
    void survivesHugeOutputs(Loss loss) {
        float[] y = {1000, -1000, 1000, -1000}, dy = new float[4];
        float[] target = loss.targets(2) == 1 ? new float[] {0, 0} : new float[] {1, 0, 0, 1};
        double sum = evaluate(loss, 2, 2, y, target, 1, dy);
        assertThat(sum).isFinite();
        for (float d : dy) assertThat(d).isFinite();
        double exact =
                loss.value(new double[] {1000, -1000}, exact(new float[] {target[0], target[1 % target.length]}));
        assertThat(exact).isFinite();
    }

    @Test
    void logitsOfAThousandCostAThousand() {
        Loss binary = new BinaryCrossEntropy(), softmax = new SoftmaxCrossEntropy();
        assertThat(binary.value(new double[] {1000}, new double[] {0})).isEqualTo(1000);
        assertThat(binary.value(new double[] {1000}, new double[] {1})).isZero();
        assertThat(binary.value(new double[] {-1000}, new double[] {1})).isEqualTo(1000);
        assertThat(softmax.value(new double[] {1000, 0, -1000}, new double[] {0}))
                .isZero();
        assertThat(softmax.value(new double[] {1000, 0, -1000}, new double[] {2}))
                .isEqualTo(2000);
        float[] dy = new float[2];
        assertThat(evaluate(binary, 1, 2, new float[] {1000, -1000}, new float[] {0, 1}, 1, dy))
                .isEqualTo(1000);
        assertThat(dy).containsExactly(0.5f, -0.5f);
    }

    @ParameterizedTest
    @MethodSource("all")
    void showsNaNInsteadOfHidingIt(Loss loss) {
        float[] target = loss.targets(2) == 1 ? new float[] {0} : new float[] {1, 1};
        float[] dy = new float[2];
        assertThat(evaluate(loss, 1, 2, new float[] {0, Float.NaN}, target, 1, dy))
                .isNaN();
        assertThat(dy[1]).isNaN();
    }

    @ParameterizedTest
    @MethodSource("all")
    void rejectsTargetsThatAreNotFinite(Loss loss) {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] target = new float[loss.targets(2)];
            target[target.length - 1] = bad;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loss.check(2, target, 0))
                    .withMessageContaining(bad + " ");
        }
    }

    @Test
    void saysWhatAnImpossibleTargetShouldBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SoftmaxCrossEntropy().check(10, new float[] {0, 12}, 1))
                .withMessage("label 12 must be a whole number from 0 to 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SoftmaxCrossEntropy().check(10, new float[] {1.5f}, 0))
                .withMessage("label 1.5 must be a whole number from 0 to 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BinaryCrossEntropy().check(2, new float[] {0, 1.5f}, 0))
                .withMessage("target 1.5 in column 1 must be from 0.0 to 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MeanSquaredError().check(2, new float[] {Float.NaN, 1}, 0))
                .withMessage("target NaN in column 0 must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Huber(0))
                .withMessage("delta must be positive and finite, was 0.0");
    }

    @Test
    void findsEveryLossByItsName() {
        for (Loss loss : Loss.all()) assertThat(Loss.named(loss.name())).isEqualTo(loss);
        assertThat(Loss.names()).doesNotHaveDuplicates();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.named("hinge"))
                .withMessage(
                        "unknown loss 'hinge'; known: mean-squared-error, half-squared-error, mean-absolute-error, "
                                + "huber, binary-cross-entropy, softmax-cross-entropy");
    }

    private static double evaluate(
            Loss loss, int batch, int outputs, float[] y, float[] target, float scale, float[] dy) {
        return loss.evaluate(
                new ScalarDenseKernels(),
                batch,
                outputs,
                Rows.of(y, outputs),
                Rows.of(target, loss.targets(outputs)),
                scale,
                Rows.of(dy, outputs),
                new Workspace().reserve(64));
    }

    /** Two rows in the middle of a larger array of −7. */
    private static Rows slice(float[] values, int columns) {
        float[] data = new float[64];
        Arrays.fill(data, -7);
        Rows rows = new Rows(data, 5, columns + 4);
        for (int i = 0; i < 2 * columns; i++) data[rows.index(i / columns, i % columns)] = values[i];
        return rows;
    }

    private static double[] exact(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) result[i] = values[i];
        return result;
    }
}
