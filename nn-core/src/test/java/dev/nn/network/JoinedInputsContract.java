package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.format.Onnx;
import dev.nn.format.Safetensors;
import dev.nn.gradient.GradientChecker;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.JointLoss;
import dev.nn.loss.Loss;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.OptimizerState;
import dev.nn.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of several inputs, one of them categories, and several heads. A subclass names the kernels. */
public abstract class JoinedInputsContract {
    private static final int ROWS = 12;
    private static final int IN = 5 * 4 * 2 + 3 + 2;
    private static final int CATEGORIES = 7;

    private static final Loss LOSS = JointLoss.of(
            new JointLoss.Head(3, new SoftmaxCrossEntropy(), 1), new JointLoss.Head(2, new MeanSquaredError(), 0.25));

    @TempDir
    private Path folder = Path.of("");

    /** The kernels that compute. */
    protected abstract DenseKernels kernels();

    /** An image of 5 × 4 × 2, three numbers, two categories; a class of three, and two numbers. */
    private static NetworkBuilder layers() {
        return Network.inputs(
                        Network.image(5, 4, 2)
                                .convolution(3, 2)
                                .activation(Activation.TANH)
                                .dense(4, Activation.TANH),
                        Network.input(3),
                        Network.input(2).embedding(CATEGORIES, 3))
                .dense(8, Activation.TANH)
                .concat(
                        head -> head.dense(3),
                        head -> head.dense(5, Activation.GELU).dense(2));
    }

    @SuppressWarnings("this-escape") // kernels() of a subclass depends on nothing that it holds
    private final Network network = layers().build(Initializer.glorot(), 4, kernels());

    private final float[] x = new float[ROWS * IN];
    private final float[] y = new float[ROWS * 3];

    protected JoinedInputsContract() {
        Random random = new Random(5);
        for (int i = 0; i < x.length; i++) {
            boolean category = i % IN >= IN - 2;
            x[i] = category ? random.nextInt(CATEGORIES) : (float) random.nextGaussian();
        }
        for (int i = 0; i < y.length; i++) y[i] = i % 3 == 0 ? random.nextInt(3) : (float) random.nextGaussian();
    }

    private Dataset data() {
        return FloatDataset.of(IN, x, 3, y);
    }

    private static Trainer trainer(Network network) {
        return Trainer.of(network, LOSS, Adam.withLearningRate(0.02))
                .batchSize(5)
                .epochs(15);
    }

    @Test
    void eachInputPassesItsOwnLayersAndHeadsStandSideBySide() {
        assertThat(network.in()).isEqualTo(IN);
        assertThat(network.out()).isEqualTo(5);
        Concat joined = (Concat) network.layers().getFirst();
        double[] row = new double[IN], parameters = new double[network.parameters().length];
        for (int j = 0; j < IN; j++) row[j] = x[j];
        for (int i = 0; i < parameters.length; i++) parameters[i] = network.parameters()[i];
        double[] inputs = joined.apply(row, parameters);
        assertThat(inputs).hasSize(4 + 3 + 6);
        assertThat(Arrays.copyOfRange(inputs, 4, 7)).isEqualTo(Arrays.copyOfRange(row, 40, 43));
        Embedding embedding = (Embedding) joined.branches().get(2).get(1);
        int one = (int) row[43], other = (int) row[44];
        for (int k = 0; k < 3; k++) {
            assertThat(inputs[7 + k]).isEqualTo(network.parameters()[embedding.first() + one * 3 + k]);
            assertThat(inputs[10 + k]).isEqualTo(network.parameters()[embedding.first() + other * 3 + k]);
        }
        assertThat(network.outputs(x).getFirst()).hasSize(ROWS * 13);
        double[] expected = network.apply(row, parameters);
        float[] result = network.predict(x);
        for (int j = 0; j < 5; j++) assertThat((double) result[j]).isCloseTo(expected[j], within(1e-5));
    }

    @Test
    void theGradientIsThatOfTheWeightedSumOfLosses() {
        assertThat(GradientChecker.withDefaults().check(network, LOSS, data()).maxRelativeError())
                .isLessThan(1e-3);
    }

    @Test
    void trainingMakesItBetterWithTheSameBitsForAnyNumberOfThreads() {
        Network other = layers().build(Initializer.glorot(), 4, kernels());
        double first = trainer(other).epochs(1).fit(data()).last().trainLoss();
        Network one = network.toBuilder().build(Initializer.he(), 1, kernels());
        Network many = network.toBuilder().build(Initializer.he(), 1, kernels());
        double last = trainer(one).fit(data()).last().trainLoss();
        assertThat(last).isLessThan(first / 2);
        try (ExecutorService executor = Executors.newFixedThreadPool(2);
                Team team = Team.of(executor, 3)) {
            trainer(many).team(team).fit(data());
        }
        assertThat(many.parameters()).isEqualTo(one.parameters());
    }

    @Test
    void frozenInputsStay() {
        float[] before = network.layerParameters(0);
        Network other = network.toBuilder().build(Initializer.he(), 1, kernels());
        trainer(other).frozen(0, 1).fit(data());
        assertThat(other.layerParameters(0)).isEqualTo(before);
        assertThat(other.layerParameters(1)).isNotEqualTo(network.layerParameters(1));
    }

    @Test
    void categoriesThatAreNotInABatchKeepTheirVectors() {
        Network small = Network.input(1).embedding(4, 2).dense(1).build(Initializer.he(), 3, kernels());
        float[] before = small.layerParameters(0);
        Trainer.of(small, new MeanSquaredError(), Adam.withLearningRate(0.1))
                .epochs(5)
                .fit(FloatDataset.of(1, new float[] {1, 3, 1, 1}, 1, new float[] {1, 2, 3, 4}));
        float[] after = small.layerParameters(0);
        for (int i = 0; i < before.length; i++) {
            boolean trained = i / 2 == 1 || i / 2 == 3;
            assertThat(after[i] != before[i]).as("value %d", i).isEqualTo(trained);
        }
    }

    @Test
    void aModelHasTheNetworksBits() {
        float[] expected = network.predict(x);
        Model model = network.freeze();
        assertThat(model.predict(x)).isEqualTo(expected);
        for (int r = 0; r < ROWS; r++) {
            assertThat(model.predict(Arrays.copyOfRange(x, r * IN, (r + 1) * IN)))
                    .isEqualTo(Arrays.copyOfRange(expected, r * 5, (r + 1) * 5));
        }
        assertThat(Model.quickStart(network, Precision.F32).predict(x)).containsExactly(expected, within(1e-5f));
        assertThat(network.freeze(Precision.BF16).predict(x)).containsExactly(expected, within(0.1f));
    }

    @Test
    void stepsAndPredictionsAllocateNothing() {
        float[] gradient = new float[network.parameters().length];
        OptimizerState optimizer = new OptimizerState(Adam.withDefaults(), gradient.length);
        Pass pass = network.newTrainingPass(ROWS, Team.single(), gradient);
        Rows rows = Rows.of(x, IN), target = Rows.of(y, 3), dy = Rows.allocate(ROWS, 5);
        Workspace scratch = new Workspace().prepare(kernels(), LOSS.operations(5));
        DenseKernels own = network.kernels();
        assertThat(AllocationProbe.bytesPerCall(() -> {
                    Rows out = pass.forwardTraining(ROWS, rows, 3);
                    LOSS.evaluate(own, ROWS, 5, out, target, 1f / ROWS, dy, scratch);
                    optimizer.begin(1e-5);
                    pass.backwardUpdate(ROWS, dy, optimizer);
                }))
                .isZero();
        Model model = network.freeze();
        ModelWorkspace workspace = model.newWorkspace(ROWS);
        assertThat(AllocationProbe.bytesPerCall(() -> model.predict(ROWS, rows, dy, workspace)))
                .isZero();
    }

    @Test
    void filesAndCheckpointsHoldAllOfIt() throws IOException {
        Path file = folder.resolve("joined.safetensors");
        Safetensors.write(file, network);
        Network read = Safetensors.readNetwork(file);
        assertThat(read.toString()).isEqualTo(network.toString());
        assertThat(read.predict(x)).containsExactly(network.predict(x), within(1e-5f));
        Network whole = network.toBuilder().build(Initializer.he(), 1, kernels());
        Network resumed = network.toBuilder().build(Initializer.he(), 1, kernels());
        trainer(whole).fit(data());
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        trainer(resumed).epochs(4).checkpoint(checkpoint).fit(data());
        trainer(resumed).resume(checkpoint).fit(data());
        assertThat(resumed.parameters()).isEqualTo(whole.parameters());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Onnx.write(folder.resolve("joined.onnx"), network))
                .withMessageContaining("no ONNX operator for layer 'slice");
        // Its values have another order in files of other libraries.
        Network flattened = Network.inputs(Network.image(5, 4, 2).convolution(3, 2), Network.input(3))
                .dense(2)
                .build(Initializer.he(), 1, kernels());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(folder.resolve("flat.safetensors"), flattened))
                .withMessageContaining("flattened image");
    }

    @Test
    void aTableThatIsTooLargeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.input(2).embedding(1 << 20, 1 << 20).build(kernels()))
                .withMessageContaining("layer 1 (embedding)")
                .withMessageContaining("more than an array holds");
    }

    @Test
    void whatIsNoCategoryIsNamed() {
        for (float wrong : new float[] {-1, 7, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, 1e20f}) {
            float[] bad = x.clone();
            bad[IN + 44] = wrong;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.predict(bad))
                    .withMessage("row 1, value 1 of embedding 2→6 of 7 categories: the category must be a whole number"
                            + " from 0 to 6, is " + wrong);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.freeze().predict(bad))
                    .withMessageContaining("from 0 to 6, is " + wrong);
        }
        float[] zero = x.clone();
        zero[44] = -0f;
        assertThat(network.predict(zero)).hasSize(ROWS * 5);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.inputs(Network.input(3)))
                .withMessage("at least two inputs are joined, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.input(3).slice(1, 3).dense(1).build(kernels()))
                .withMessage("layer 1 (slice): 3 values from 1 on, but there are 3 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.input(3).embedding(0, 2))
                .withMessageContaining("at least 1 category");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trainer.of(Network.input(IN).dense(4).build(kernels()), LOSS, Adam.withDefaults())
                        .fit(data()))
                .withMessageContaining("the heads have 5 outputs together, the network has 4");
        float[] wrong = y.clone();
        wrong[3] = 8;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(network).fit(FloatDataset.of(IN, x, 3, wrong)))
                .withMessageContaining("row 1: softmax-cross-entropy, targets from column 0 on: label 8");
    }

    @Test
    void theValueOfAJointLossIsTheWeightedSum() {
        double[] out = {1, 2, 0.5, 3, -1}, target = {2, 2.5, 1};
        double expected = new SoftmaxCrossEntropy().value(new double[] {1, 2, 0.5}, new double[] {2})
                + 0.25 * new MeanSquaredError().value(new double[] {3, -1}, new double[] {2.5, 1});
        assertThat(LOSS.value(out, target)).isCloseTo(expected, within(1e-12));
        assertThat(LOSS.targets(5)).isEqualTo(3);
    }
}
