package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.EveryActivation;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a {@link Model} promises: a subclass names the kernels. */
public abstract class ModelContract {
    private static final int IN = 37, OUT = 5, MOST = 70;

    /** The kernels that predict. */
    protected abstract DenseKernels kernels();

    private Network network(Activation activation) {
        return network(activation, kernels());
    }

    private static Network network(Activation activation, DenseKernels kernels) {
        return Network.input(IN)
                .dense(131, activation)
                .dropout(0.5)
                .dense(64, activation)
                .dense(OUT)
                .softmax()
                .build(Initializer.he(), 3, kernels);
    }

    private static float[] inputs(int rows) {
        Random random = new Random(rows);
        float[] x = new float[rows * IN];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        return x;
    }

    @EveryActivation
    void aModelGivesTheBitsOfItsNetwork(Activation activation) {
        Network network = network(activation);
        Model model = network.freeze();
        for (int rows : new int[] {1, 2, 3, 5, 16, 17, MOST}) {
            assertThat(model.predict(inputs(rows))).isEqualTo(network.predict(inputs(rows)));
        }
        assertThat(model.predict(new float[0])).isEmpty();
    }

    /** Rounded weights, then everything in float32: to the bit what a network with those weights computes. */
    @EveryActivation
    void aBfloat16ModelGivesTheBitsOfANetworkWithRoundedWeights(Activation activation) {
        Network network = network(activation), rounded = network(activation);
        for (int l = 0; l < rounded.layers().size(); l++) {
            float[] values = rounded.layerParameters(l);
            int weights = rounded.layers().get(l).in() * rounded.layers().get(l).out();
            for (int i = 0; i < Math.min(weights, values.length); i++) values[i] = Precision.BF16.round(values[i]);
            rounded.setLayerParameters(l, values);
        }
        Model model = network.freeze(Precision.BF16);
        for (int rows : new int[] {1, 2, 3, 5, 16, 17, MOST}) {
            assertThat(model.predict(inputs(rows))).isEqualTo(rounded.predict(inputs(rows)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowDoesNotDependOnItsBatch(Precision precision) {
        Model model = network(Activation.GELU).freeze(precision);
        float[] x = inputs(MOST), all = model.predict(x), y = new float[OUT];
        ModelWorkspace one = model.newWorkspace(1);
        for (int r = 0; r < MOST; r++) {
            model.predict(1, x, r * IN, y, 0, one);
            for (int j = 0; j < OUT; j++) assertThat(y[j]).isEqualTo(all[r * OUT + j]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void laterTrainingDoesNotReachAModel(Precision precision) {
        Network network = network(Activation.TANH);
        Model model = network.freeze(precision);
        float[] before = model.predict(inputs(3));
        Arrays.fill(network.parameters(), 1);
        assertThat(model.predict(inputs(3))).isEqualTo(before);
    }

    /** Many threads on one model, each with its workspace and batches by lot: the bits of one thread. */
    @ParameterizedTest
    @EnumSource
    void manyThreadsGiveTheSameBitsAsOne(Precision precision) throws Exception {
        Model model = network(Activation.SILU).freeze(precision);
        float[] x = inputs(MOST), expected = model.predict(x);
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> callers = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int seed = t;
                callers.add(() -> mismatches(model, x, expected, new Random(seed)));
            }
            for (Future<Integer> mismatches : executor.invokeAll(callers))
                assertThat(mismatches.get()).isZero();
        }
    }

    private static int mismatches(Model model, float[] x, float[] expected, Random random) {
        ModelWorkspace workspace = model.newWorkspace(MOST);
        int count = 0;
        for (int call = 0; call < 500; call++) {
            int from = random.nextInt(MOST), batch = 1 + random.nextInt(MOST - from);
            float[] y = new float[batch * OUT];
            model.predict(batch, x, from * IN, y, 0, workspace);
            for (int i = 0; i < y.length; i++) if (y[i] != expected[from * OUT + i]) count++;
        }
        return count;
    }

    @ParameterizedTest
    @EnumSource
    void aTeamGivesTheSameBits(Precision precision) {
        Model model = network(Activation.RELU).freeze(precision);
        int rows = 700;
        float[] x = inputs(rows), y = new float[rows * OUT], expected = model.predict(x);
        for (int threads : new int[] {2, 3}) {
            try (ExecutorService executor = Executors.newCachedThreadPool();
                    Team team = Team.of(executor, threads)) {
                ModelWorkspace workspace = model.newWorkspace(rows, team);
                for (int call = 0; call < 20; call++) {
                    Arrays.fill(y, Float.NaN);
                    model.predict(x, y, workspace);
                    assertThat(y).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noFormOfPredictionAllocates(Precision precision) {
        Model model = network(Activation.TANH).freeze(precision);
        ModelWorkspace workspace = model.newWorkspace(9);
        for (int batch : new int[] {1, 9}) {
            float[] x = inputs(batch), y = new float[batch * OUT];
            Rows rowsX = Rows.of(x, IN), rowsY = Rows.of(y, OUT);
            assertThat(AllocationProbe.bytesPerCall(() -> model.predict(x, y, workspace)))
                    .isZero();
            assertThat(AllocationProbe.bytesPerCall(() -> model.predict(batch, x, 0, y, 0, workspace)))
                    .isZero();
            assertThat(AllocationProbe.bytesPerCall(() -> model.predict(batch, rowsX, rowsY, workspace)))
                    .isZero();
        }
        // A check that can't fail proves nothing.
        assertThat(AllocationProbe.bytesPerCallOfCanary(() -> model.predict(inputs(1))))
                .isPositive();
    }

    @Test
    void slicesAreReadAndWrittenWhereTheyAre() {
        Model model = network(Activation.RELU).freeze();
        float[] x = inputs(4), expected = model.predict(x), y = new float[20];
        Arrays.fill(y, -1);
        model.predict(2, x, IN, y, 3, model.newWorkspace(4));
        for (int i = 0; i < y.length; i++) {
            boolean written = i >= 3 && i < 3 + 2 * OUT;
            assertThat(y[i]).as("y[%d]", i).isEqualTo(written ? expected[OUT + i - 3] : -1);
        }
    }

    @Test
    void aBfloat16ModelTakesHalfTheMemory() {
        Network network = Network.input(784).dense(256).dense(128).build(Initializer.he(), 1, kernels());
        long full = network.freeze().bytes(),
                half = network.freeze(Precision.BF16).bytes();
        assertThat(half).isLessThan((long) (full * 0.52));
        assertThat(full).isGreaterThanOrEqualTo((784 * 256 + 256 + 256 * 128 + 128) * 4L);
    }

    @Test
    void badCallsSayWhatIsWrong() {
        Model model = network(Activation.RELU).freeze(),
                other = network(Activation.RELU).freeze();
        ModelWorkspace workspace = model.newWorkspace(2);
        float[] x = new float[2 * IN], y = new float[2 * OUT];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.predict(x, y, workspace))
                .withMessage("the workspace belongs to another model");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(new float[3 * IN], new float[3 * OUT], workspace))
                .withMessage("batch must be from 0 to 2, was 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(new float[IN + 1], y, workspace))
                .withMessage("x must hold whole rows of 37 values, has 38");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(x, new float[3], workspace))
                .withMessage("y must hold 2 rows of 5 values, has 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(2, x, 1, y, 0, workspace))
                .withMessage("x: 2 rows of 37 values from 1 on don't fit into an array of 74");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(1, x, 0, y, -1, workspace))
                .withMessageStartingWith("y: 1 rows of 5 values from -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.newWorkspace(0))
                .withMessageContaining("at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.input(3)
                        .dropout(0.5)
                        .build(Initializer.he(), 1, kernels())
                        .freeze())
                .withMessageContaining("dropout");
    }

    @Test
    void saysItsLayersAndPrecision() {
        assertThat(network(Activation.RELU).freeze(Precision.BF16))
                .hasToString("dense 37→131 relu, dense 131→64 relu, dense 64→5 identity, softmax (BF16)");
    }

    /** Before, while and after the fast kernels take over: the same bits from the first prediction on. */
    @ParameterizedTest
    @EnumSource
    void aQuickStartGivesTheSameBitsBeforeAndAfterTheTakeOver(Precision precision) {
        Network fast = network(Activation.GELU), scalar = network(Activation.GELU, new ScalarDenseKernels());
        Model model = Model.quickStart(scalar, precision);
        ModelWorkspace workspace = model.newWorkspace(MOST);
        float[] x = inputs(MOST), y = new float[MOST * OUT];
        model.predict(x, y, workspace);
        float[] first = y.clone();
        // The kernels of this JVM's choice are those that take over; a subclass may test others.
        if (Kernels.best().name().equals(kernels().name())) {
            assertThat(first).isEqualTo(fast.freeze(precision).predict(x));
        }
        model.warmUp(MOST);
        for (int call = 0; call < 3; call++) {
            Arrays.fill(y, Float.NaN);
            model.predict(x, y, workspace);
            assertThat(y).isEqualTo(first);
        }
        assertThat(model.newWorkspace(2 * MOST).maxBatch()).isEqualTo(2 * MOST);
        assertThat(AllocationProbe.bytesPerCall(() -> model.predict(x, y, workspace)))
                .isZero();
    }
}
