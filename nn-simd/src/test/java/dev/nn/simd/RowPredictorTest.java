package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Precision;
import dev.nn.network.Model;
import dev.nn.network.ModelWorkspace;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.simd.jvm.AllocatedBytes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single rows of small models have the bits that they have in a batch, which goes layer by layer. */
class RowPredictorTest {
    /** A batch that is not predicted row by row. */
    private static final int BATCH = 9;

    private static final int[] WIDTHS = {1, 2, 5, 15, 16, 17, 31, 33, 48, 63, 64, 65};

    private final DenseKernels kernels = Kernels.named("simd");

    private static void check(Model model, Random random) {
        int in = model.in(), out = model.out();
        float[] x = new float[BATCH * in], together = new float[BATCH * out];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian() * (i % 7 == 0 ? 0 : 3);
        x[0] = -0f;
        x[in] = Float.NaN;
        x[2 * in] = Float.NEGATIVE_INFINITY;
        ModelWorkspace workspace = model.newWorkspace(BATCH);
        model.predict(BATCH, x, 0, together, 0, workspace);
        for (int rows = 1; rows <= 3; rows += 2) {
            float[] guarded = new float[rows * out + 2];
            for (int r = 0; r + rows <= BATCH; r++) {
                Arrays.fill(guarded, 7);
                model.predict(rows, x, r * in, guarded, 1, workspace);
                int difference = Arrays.mismatch(
                        Arrays.copyOfRange(guarded, 1, rows * out + 1),
                        Arrays.copyOfRange(together, r * out, (r + rows) * out));
                assertThat(difference).as("%s, row %d of %d", model, r, rows).isEqualTo(-1);
                assertThat(guarded[0]).isEqualTo(7);
                assertThat(guarded[rows * out + 1]).isEqualTo(7);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyWidthAndActivation(Precision precision) {
        Random random = new Random(1);
        for (Activation activation : Activation.all()) {
            for (int trial = 0; trial < 12; trial++) {
                NetworkBuilder builder = Network.input(WIDTHS[random.nextInt(WIDTHS.length)]);
                for (int l = trial % 4; l >= 0; l--) {
                    builder.dense(WIDTHS[random.nextInt(WIDTHS.length)], l % 2 == 0 ? activation : Activation.RELU);
                }
                Network network = builder.build(Initializer.he(), trial, kernels);
                check(network.freeze(precision), random);
            }
        }
    }

    @Test
    void layersBehindTheDenseOnesFollow() {
        Network network =
                Network.input(6).dense(12, Activation.TANH).dense(5).softmax().build(Initializer.he(), 1, kernels);
        check(network.freeze(), new Random(2));
    }

    @Test
    void aQuickStartAndTheDefaultKernelsHaveTheSameBits() {
        Network network = Network.input(6)
                .dense(12, Activation.SIGMOID)
                .dense(12, Activation.RELU)
                .dense(3)
                .build(Initializer.he(), 1);
        Model early = Model.quickStart(network, Precision.F32), late = network.freeze();
        check(early, new Random(3));
        check(late, new Random(3));
        early.warmUp(BATCH);
        late.warmUp(BATCH);
        check(early, new Random(3));
        check(late, new Random(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 40})
    void nothingIsAllocated(int width) {
        Model model = Network.input(width)
                .dense(width, Activation.TANH)
                .dense(3, Activation.SIGMOID)
                .build(Initializer.he(), 1, kernels)
                .freeze();
        ModelWorkspace workspace = model.newWorkspace(1);
        float[] x = new float[width], y = new float[3];
        float[][] canary = new float[1][];
        for (int i = 0; i < 20_000; i++) model.predict(x, y, workspace);
        long before = AllocatedBytes.now();
        for (int i = 0; i < 10_000; i++) model.predict(x, y, workspace);
        long bytes = AllocatedBytes.now() - before;
        for (int i = 0; i < 10_000; i++) canary[0] = new float[width];
        long allocating = AllocatedBytes.now() - before - bytes;
        assertThat(bytes).isLessThan(10_000);
        assertThat(allocating).isGreaterThan(10_000L * width * Float.BYTES);
    }
}
