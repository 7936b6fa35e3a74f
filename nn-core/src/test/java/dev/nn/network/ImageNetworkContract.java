package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Affine;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.optimizer.AdamW;
import dev.nn.optimizer.OptimizerState;
import dev.nn.training.Trainer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What networks of images promise: a subclass names the kernels. */
public abstract class ImageNetworkContract {
    private static final String ALL = "dev.nn.network.ImageNetworks#all";
    private static final int ROWS = 21;

    /** The kernels that compute. */
    protected abstract DenseKernels kernels();

    /** A network that batches have passed through in training, so that what it remembers isn't what it began with. */
    private Network seasoned(NetworkBuilder builder) {
        Network network = builder.build(Initializer.glorot(), 5, kernels());
        Pass pass = network.newTrainingPass(ROWS, Team.single(), new float[network.parameters().length]);
        for (int i = 0; i < 9; i++) {
            pass.forwardTraining(ROWS, Rows.of(ImageNetworks.values(ROWS * network.in(), 50 + i), network.in()), i);
        }
        return network;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(ALL)
    void theOutputIsThatOfTheDefinitionInDoublePrecision(String name, NetworkBuilder builder) {
        Network network = seasoned(builder);
        float[] x = ImageNetworks.values(ROWS * network.in(), 1), y = network.predict(x);
        double[] values = widened(network.parameters());
        for (int r = 0; r < ROWS; r++) {
            double[] row = widened(Arrays.copyOfRange(x, r * network.in(), (r + 1) * network.in()));
            double[] expected = network.apply(row, values);
            for (int j = 0; j < network.out(); j++) {
                assertThat((double) y[r * network.out() + j])
                        .isCloseTo(expected[j], within(2e-5 * (1 + Math.abs(expected[j]))));
            }
        }
    }

    /** Folded batch normalisation rounds otherwise; without it a model has the network's bits. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(ALL)
    void aModelPredictsWhatItsNetworkDoes(String name, NetworkBuilder builder) {
        Network network = seasoned(builder);
        Model model = network.freeze();
        float[] x = ImageNetworks.values(ROWS * network.in(), 1), expected = network.predict(x);
        float[] y = model.predict(x);
        assertThat(y).hasSize(expected.length);
        for (int i = 0; i < y.length; i++) {
            assertThat(y[i]).isCloseTo(expected[i], within(2e-5f * (1 + Math.abs(expected[i]))));
        }
        if (!network.toString().contains("batch norm")) assertThat(y).isEqualTo(expected);
        // Each row has the same bits whatever the batch.
        for (int r = 0; r < 3; r++) {
            float[] row = Arrays.copyOfRange(x, r * network.in(), (r + 1) * network.in());
            assertThat(model.predict(row)).isEqualTo(Arrays.copyOfRange(y, r * network.out(), (r + 1) * network.out()));
        }
        Model quick = Model.quickStart(network, Precision.F32);
        assertThat(quick.predict(x)).hasSize(expected.length);
        assertThat(network.freeze(Precision.BF16).predict(x)).doesNotContain(Float.NaN);
    }

    @Test
    void predictingAndTrainingAllocateNothing() {
        Network network = everything();
        float[] gradient = new float[network.parameters().length];
        OptimizerState optimizer = new OptimizerState(AdamW.withDefaults(), gradient.length);
        Pass pass = network.newTrainingPass(ROWS, Team.single(), gradient);
        Rows x = Rows.of(ImageNetworks.values(ROWS * network.in(), 2), network.in());
        Rows dy = Rows.allocate(ROWS, network.out());
        assertThat(AllocationProbe.bytesPerCall(() -> {
                    pass.forwardTraining(ROWS, x, 3);
                    Arrays.fill(dy.data(), 0.01f);
                    optimizer.begin(1e-4);
                    pass.backwardUpdate(ROWS, dy, optimizer);
                }))
                .isZero();
        Model model = network.freeze();
        ModelWorkspace workspace = model.newWorkspace(ROWS);
        assertThat(AllocationProbe.bytesPerCall(() -> model.predict(ROWS, x, dy, workspace)))
                .isZero();
    }

    /** All kinds of layers; large enough that work is really shared. */
    private Network everything() {
        return Network.image(12, 11, 3)
                .convolution(17, 3)
                .padding(1)
                .batchNorm()
                .activation(Activation.RELU)
                .maxPool(2)
                .spatialDropout(0.1)
                .add(b -> b.convolution(17, 3).padding(1).dropout(0.1).batchNorm())
                .activation(Activation.RELU)
                .concat(b -> b.convolution(6, 1), x -> x)
                .depthwise(3)
                .averagePool(2)
                .layerNorm()
                .dense(33, Activation.GELU)
                .concat(x -> x, b -> b.dense(20, Activation.TANH).dropout(0.1))
                .dense(4)
                .build(Initializer.he(), 8, kernels());
    }

    /** Clipping, decay and dropout of both kinds take part. */
    private float[] trained(Team team) {
        Network network = everything();
        Trainer.of(network, new SoftmaxCrossEntropy(), AdamW.withLearningRate(0.003))
                .batchSize(35)
                .epochs(2)
                .clipNorm(0.5)
                .team(team)
                .fit(data());
        return network.parameters();
    }

    private static Dataset data() {
        Random random = new Random(4);
        float[] label = new float[81];
        for (int i = 0; i < label.length; i++) label[i] = random.nextInt(4);
        return FloatDataset.of(12 * 11 * 3, ImageNetworks.values(81 * 12 * 11 * 3, 9), 1, label);
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        float[] alone = trained(Team.single());
        for (int threads : new int[] {2, 3}) {
            try (ExecutorService executor = Executors.newFixedThreadPool(threads - 1);
                    Team team = Team.of(executor, threads)) {
                assertThat(trained(team)).as("%d threads", threads).isEqualTo(alone);
            }
        }
    }

    /** Rounded weights, then everything in float32: to the bit what a network with those weights computes. */
    @Test
    void aBfloat16ModelGivesTheBitsOfANetworkWithRoundedWeights() {
        Network network = weighty(), rounded = weighty();
        for (int l = 0; l < rounded.layers().size(); l++) {
            if (!(rounded.layers().get(l) instanceof AffineLayer layer)) continue;
            Affine parameters = layer.parameters();
            for (int i = 0; i < parameters.layout().in(); i++) {
                for (int j = 0; j < parameters.layout().out(); j++) {
                    parameters.setWeight(i, j, Precision.BF16.round(parameters.weight(i, j)));
                }
            }
        }
        Model model = network.freeze(Precision.BF16);
        float[] x = ImageNetworks.values(ROWS * network.in(), 1), expected = rounded.predict(x);
        assertThat(model.predict(x)).isEqualTo(expected).isNotEqualTo(network.predict(x));
        assertThat(Model.quickStart(network, Precision.BF16).predict(x)).isEqualTo(expected);
        for (int r = 0; r < 3; r++) {
            float[] row = Arrays.copyOfRange(x, r * network.in(), (r + 1) * network.in());
            assertThat(model.predict(row))
                    .isEqualTo(Arrays.copyOfRange(expected, r * network.out(), (r + 1) * network.out()));
        }
    }

    @Test
    void aBfloat16ModelTakesHalfTheMemory() {
        Network network = weighty();
        long full = network.freeze().bytes(),
                half = network.freeze(Precision.BF16).bytes();
        assertThat(full).isGreaterThanOrEqualTo(4L * network.parameters().length * 9 / 10);
        assertThat(half).isLessThan((long) (full * 0.52));
    }

    /** Convolutions of all kinds, whose weights are most of what they take. */
    private Network weighty() {
        return Network.image(9, 8, 3)
                .convolution(48, 3)
                .padding(1)
                .activation(Activation.RELU)
                .convolution(70, 3)
                .stride(2)
                .activation(Activation.GELU)
                .convolution(64, 3)
                .padding(1)
                .groups(2)
                .activation(Activation.TANH)
                .depthwise(3)
                .padding(1)
                .convolution(33, 1)
                .dense(20)
                .build(Initializer.he(), 3, kernels());
    }

    private static double[] widened(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) result[i] = values[i];
        return result;
    }
}
