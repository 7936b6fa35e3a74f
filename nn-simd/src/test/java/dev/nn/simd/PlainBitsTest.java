package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.EveryShape;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Shape;
import dev.nn.kernel.Workspace;
import dev.nn.simd.plain.PlainDenseKernels;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain kernels have the layouts and the bits of the vector kernels, padding included. */
@Tag("width")
class PlainBitsTest {
    private static final float[] SPECIAL = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        1e-30f,
        -1e-30f,
        100f,
        -100f,
        Float.MAX_VALUE,
    };

    private final DenseKernels simd = Kernels.named("simd");
    private final DenseKernels plain = new PlainDenseKernels();

    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    /** Two copies of an operation's data, one for each implementation. */
    private record Case(Shape shape, Affine parameters, Affine gradient, Rows x, Rows y, Rows z, Rows dx) {
        static Case of(DenseKernels kernels, Shape shape, boolean special) {
            Random random = shape.random();
            Affine parameters = Affine.allocate(kernels.weightLayout(shape.in(), shape.out()));
            for (int j = 0; j < shape.out(); j++) {
                parameters.setBias(j, value(random, special));
                for (int i = 0; i < shape.in(); i++) parameters.setWeight(i, j, value(random, special));
            }
            Affine gradient = Affine.allocate(parameters.layout());
            for (int i = 0; i < gradient.data().length; i++)
                gradient.data()[i] = parameters.data()[i] * 0.3f;
            Rows x = rows(random, shape.batch(), shape.in(), special),
                    y = rows(random, shape.batch(), shape.out(), special);
            return new Case(
                    shape,
                    parameters,
                    gradient,
                    x,
                    y,
                    rows(random, shape.batch(), shape.out(), special),
                    rows(random, shape.batch(), shape.in(), false));
        }

        private static Rows rows(Random random, int rows, int columns, boolean special) {
            Rows matrix = new Rows(new float[5 + rows * (columns + 3)], 5, columns + 3);
            for (int i = 0; i < matrix.data().length; i++) matrix.data()[i] = value(random, special);
            return matrix;
        }

        /** About one in thirty is special, so that most sums are not. */
        private static float value(Random random, boolean special) {
            if (special && random.nextInt(30) == 0) return SPECIAL[random.nextInt(SPECIAL.length)];
            return (float) random.nextGaussian();
        }

        void assertSameBits(Case other, Object... what) {
            assertSame("parameters", parameters.data(), other.parameters.data(), what);
            assertSame("gradient", gradient.data(), other.gradient.data(), what);
            assertSame("y", y.data(), other.y.data(), what);
            assertSame("z", z.data(), other.z.data(), what);
            assertSame("dx", dx.data(), other.dx.data(), what);
        }

        private void assertSame(String name, float[] actual, float[] expected, Object... what) {
            // By their bits, so −0 is not 0; but all NaN are equal.
            int i = Arrays.mismatch(actual, expected);
            if (i < 0) return;
            assertThat(actual[i])
                    .as("%s[%d] of %s %s in plain Java", name, i, shape, Arrays.toString(what))
                    .isEqualTo(expected[i]);
        }
    }

    private interface Step {
        void run(DenseKernels kernels, Case layer, Workspace workspace);
    }

    private void check(Shape shape, Step step, Object... what) {
        for (boolean special : new boolean[] {false, true}) {
            Case fast = Case.of(simd, shape, special), slow = Case.of(plain, shape, special);
            step.run(simd, fast, workspace(simd, fast));
            step.run(plain, slow, workspace(plain, slow));
            slow.assertSameBits(fast, what);
        }
    }

    /** What the kernels ask for, filled with what must not matter. */
    private static Workspace workspace(DenseKernels kernels, Case layer) {
        Shape shape = layer.shape;
        Operation dense = new Operation.DenseLayer(shape.batch(), layer.parameters.layout(), Activation.IDENTITY, true);
        Workspace workspace = new Workspace().reserve(kernels.scratch(dense));
        workspace.reserve(kernels.scratch(new Operation.SoftmaxCrossEntropy(shape.out())));
        workspace.reserve(kernels.scratch(new Operation.BinaryCrossEntropy()));
        Arrays.fill(workspace.scratch(), Float.NaN);
        return workspace;
    }

    @EveryShape
    void theLayoutIsTheSame(Shape shape) {
        assertThat(plain.weightLayout(shape.in(), shape.out())).isEqualTo(simd.weightLayout(shape.in(), shape.out()));
    }

    @EveryShape
    void forwardAndBackwardThroughEveryActivationHaveTheSameBits(Shape shape) {
        for (Activation activation : Activation.all()) {
            check(
                    shape,
                    (kernels, layer, workspace) -> {
                        kernels.forward(
                                0, shape.batch(), layer.x, layer.parameters, activation, layer.z, layer.y, workspace);
                        Rows saved = activation.saved() == Saved.INPUT ? layer.z : layer.y;
                        Rows dy = activation.saved() == Saved.INPUT ? layer.y : layer.z;
                        int from = shape.out() / 3;
                        kernels.backwardActivation(
                                shape.batch(), from, shape.out(), activation, dy, saved, dy, layer.gradient, workspace);
                    },
                    activation);
        }
    }

    @EveryShape
    void theProductsOfBackwardHaveTheSameBits(Shape shape) {
        int from = shape.in() / 3;
        for (boolean accumulate : new boolean[] {false, true}) {
            check(
                    shape,
                    (kernels, layer, workspace) -> kernels.backwardWeights(
                            shape.batch(), from, shape.in(), layer.x, layer.y, layer.gradient, accumulate, workspace),
                    "backwardWeights",
                    accumulate);
        }
        check(
                shape,
                (kernels, layer, workspace) -> kernels.backwardInput(
                        shape.batch(), from, shape.in(), layer.y, layer.parameters, layer.dx, workspace),
                "backwardInput");
    }

    @EveryShape
    void theLossesHaveTheSameBits(Shape shape) {
        int batch = shape.batch(), out = shape.out();
        Rows labels = Rows.allocate(batch, 1);
        for (int r = 0; r < batch; r++) labels.data()[labels.index(r, 0)] = r % out;
        // The loss itself is left where it is compared.
        check(
                shape,
                (kernels, layer, workspace) -> keep(
                        kernels.training()
                                .softmaxCrossEntropy(0, batch, out, layer.z, labels, 0.1f, layer.y, workspace),
                        layer),
                "softmax");
        check(
                shape,
                (kernels, layer, workspace) -> {
                    for (int i = 0; i < layer.y.data().length; i++) layer.y.data()[i] = i % 7 == 0 ? 1 : i % 11 / 10f;
                    keep(
                            kernels.training()
                                    .binaryCrossEntropy(batch, out, layer.z, layer.y, 0.1f, layer.z, workspace),
                            layer);
                },
                "binary cross-entropy");
    }

    private static void keep(double loss, Case layer) {
        long bits = Double.doubleToLongBits(loss);
        for (int i = 0; i < 4; i++) layer.dx.data()[i] = (bits >>> (16 * i)) & 0xffff;
    }

    @EveryShape
    void predictionsHaveTheSameBits(Shape shape) {
        for (Precision precision : Precision.values()) {
            for (Activation activation : Activation.all()) {
                check(
                        shape,
                        (kernels, layer, unused) -> {
                            var frozen = kernels.freeze(layer.parameters, precision);
                            Operation prediction = new Operation.Prediction(shape.batch(), frozen, activation);
                            Workspace workspace = new Workspace().reserve(kernels.scratch(prediction));
                            kernels.predict(0, shape.batch(), layer.x, frozen, activation, layer.y, workspace);
                        },
                        precision,
                        activation);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 31, 784, 1000})
    void scaledBytesAndSumsOfSquaresHaveTheSameBits(int n) {
        byte[] bytes = new byte[n + 2];
        new Random(n).nextBytes(bytes);
        float[] fast = new float[n + 3], slow = new float[n + 3];
        for (float divisor : new float[] {255, 256, 3.7f}) {
            simd.training().scaleBytes(bytes, 1, divisor, fast, 2, n);
            plain.training().scaleBytes(bytes, 1, divisor, slow, 2, n);
            assertThat(slow).isEqualTo(fast);
            assertThat(plain.training().sumOfSquares(slow, 1, n))
                    .isEqualTo(simd.training().sumOfSquares(fast, 1, n));
        }
    }
}
