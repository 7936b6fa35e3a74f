package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.EveryShape;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.PredictKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Shape;
import dev.nn.kernel.WeightLayout;
import dev.nn.kernel.Workspace;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plain kernels have the bits of the fast ones. */
@Tag("width")
class PlainKernelsTest {
    private static final int BLOCK = 4096;

    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    @EveryShape
    void predictionsHaveTheSameBits(Shape shape) {
        Random random = new Random(shape.hashCode());
        Affine parameters = Affine.allocate(WeightLayout.rowMajor(shape.in(), shape.out()));
        for (int i = 0; i < parameters.data().length; i++) parameters.data()[i] = (float) random.nextGaussian();
        float[] x = new float[shape.batch() * shape.in()];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        for (Precision precision : Precision.values()) {
            for (Activation activation : Activation.all()) {
                assertThat(predict(new PlainKernels(), shape, parameters, precision, activation, x))
                        .as("%s, %s, %s", shape, precision, activation)
                        .isEqualTo(predict(Kernels.named("simd"), shape, parameters, precision, activation, x));
            }
        }
    }

    private static float[] predict(
            PredictKernels kernels,
            Shape shape,
            Affine parameters,
            Precision precision,
            Activation activation,
            float[] x) {
        float[] y = new float[shape.batch() * shape.out()];
        var frozen = kernels.freeze(parameters, precision);
        Workspace workspace = new Workspace().reserve(kernels.predictScratch(shape.batch(), frozen));
        Rows rowsX = Rows.of(x, shape.in()), rowsY = Rows.of(y, shape.out());
        kernels.predict(0, shape.batch(), rowsX, frozen, activation, rowsY, workspace);
        return y;
    }

    @ParameterizedTest
    @MethodSource("dev.nn.simd.ActivationSweep#activations")
    void activationsHaveTheSameBits(Activation activation) {
        sweep(activation, 0, 1L << 32, 1009);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @MethodSource("dev.nn.simd.ActivationSweep#activations")
    void activationsHaveTheSameBitsForAllFloats(Activation activation) {
        sweep(activation, 0, 1L << 32, 1);
    }

    private static void sweep(Activation activation, long from, long to, int step) {
        float[] z = new float[BLOCK], y = new float[BLOCK], plain = new float[BLOCK];
        float[] scratch = new float[ActivationEpilogues.SCRATCH];
        for (long bits = from; bits < to; bits += (long) BLOCK * step) {
            for (int j = 0; j < BLOCK; j++) z[j] = Float.intBitsToFloat((int) (bits + (long) j * step));
            ActivationEpilogues.forward(activation, z, 0, y, 0, BLOCK, scratch, 0);
            System.arraycopy(z, 0, plain, 0, BLOCK);
            PlainActivations.apply(activation, plain, 0, BLOCK);
            // As floats are compared by their bits, -0 is not 0, and all NaN are equal.
            int different = Arrays.mismatch(plain, y);
            if (different < 0) continue;
            assertThat(plain[different])
                    .as("%s of %s, in plain code", activation, z[different])
                    .isEqualTo(y[different]);
        }
    }

    @Test
    void predictionsAllocateNothing() {
        DenseKernels scalar = Kernels.named("scalar");
        Affine parameters = Affine.allocate(scalar.weightLayout(20, 30));
        PlainKernels plain = new PlainKernels();
        var frozen = plain.freeze(parameters, Precision.F32);
        Rows x = Rows.allocate(3, 20), y = Rows.allocate(3, 30);
        Workspace workspace = new Workspace().reserve(plain.predictScratch(3, frozen));
        assertThat(AllocationProbe.bytesPerCall(() -> plain.predict(0, 3, x, frozen, Activation.GELU, y, workspace)))
                .isZero();
    }
}
