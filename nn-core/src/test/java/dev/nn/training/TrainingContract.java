package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.Team;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.Momentum;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a training must come to on any kernels: a subclass names the kernels and inherits every test. */
public abstract class TrainingContract {
    /**
     * The losses of {@link #goldenTraining}, computed in double precision by an independent program (NumPy, with gradients
     * written out by hand).
     */
    private static final double[] GOLDEN_LOSSES = {
        1.0828366388, 1.2575654627, 1.0695491241, 1.0586629128, 1.0842446086, 1.0509194062,
        0.9478471645, 0.9248569960, 0.8843800445, 0.8581467726, 0.7530517876, 0.7344626205
    };

    /** The kernels that train. */
    protected abstract DenseKernels kernels();

    /** Collects the loss of every step. */
    private static final class Losses implements TrainingListener {
        private final List<Double> values = new ArrayList<>();

        @Override
        public void onStep(int epoch, int step, int steps, int rows, double loss) {
            values.add(loss);
        }
    }

    /** 60 rows of 7 features, x[r][j] = sin(1.3 r + 0.7 j) and 2 more where j is the class, which is r mod 3. */
    private static Dataset goldenData() {
        float[] x = new float[60 * 7], label = new float[60];
        for (int r = 0; r < 60; r++) {
            label[r] = r % 3;
            for (int j = 0; j < 7; j++) x[r * 7 + j] = (float) (Math.sin(1.3 * r + 0.7 * j) + (j == r % 3 ? 2 : 0));
        }
        return FloatDataset.of(7, x, 1, label);
    }

    /** 7-11-9-3, tanh and ReLU; the i-th parameter of layer l is ½ sin(1.7 i + l). */
    private static Network goldenNetwork(DenseKernels kernels) {
        Network network = Network.input(7)
                .dense(11, Activation.TANH)
                .dense(9, Activation.RELU)
                .dense(3)
                .build(Initializer.he(), 1, kernels);
        for (int l = 0; l < 3; l++) {
            float[] values = new float[network.layers().get(l).parameterCount()];
            for (int i = 0; i < values.length; i++) values[i] = (float) (0.5 * Math.sin(1.7 * i + l));
            network.setLayerParameters(l, values);
        }
        return network;
    }

    /** Softmax cross-entropy, Adam with rate 0.02, batches of 16 (the last of an epoch has 12), 3 epochs, seed 5. */
    private static Trainer goldenTraining(Network network) {
        return Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(0.02))
                .batchSize(16)
                .epochs(3)
                .seed(5);
    }

    @Test
    void lossesAreThoseOfAnIndependentProgram() {
        Losses losses = new Losses();
        goldenTraining(goldenNetwork(kernels())).listener(losses).fit(goldenData());
        assertThat(losses.values).hasSameSizeAs(GOLDEN_LOSSES);
        for (int i = 0; i < GOLDEN_LOSSES.length; i++) {
            assertThat(losses.values.get(i))
                    .as("loss of step %d", i + 1)
                    .isCloseTo(GOLDEN_LOSSES[i], within(1e-5 * GOLDEN_LOSSES[i]));
        }
    }

    /** Odd sizes, dropout, a smaller last batch; large enough that work is really shared. */
    private static Network oddNetwork(DenseKernels kernels, long seed) {
        return Network.input(67)
                .dense(65, Activation.GELU)
                .dropout(0.3)
                .dense(131, Activation.RELU)
                .dense(3, Activation.SIGMOID)
                .build(Initializer.glorot(), seed, kernels);
    }

    private static Dataset oddData() {
        Random random = new Random(9);
        float[] x = new float[333 * 67], target = new float[333 * 3];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        for (int i = 0; i < target.length; i++) target[i] = random.nextFloat();
        return FloatDataset.of(67, x, 3, target);
    }

    /** The parameters after two epochs; their bits show any difference in any step. */
    private float[] trained(Team team, long seed) {
        Network network = oddNetwork(kernels(), 4);
        Trainer.of(network, new MeanSquaredError(), Momentum.withLearningRate(0.1))
                .batchSize(97)
                .epochs(2)
                .seed(seed)
                .clipNorm(0.5)
                .team(team)
                .fit(oddData());
        return network.parameters();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void anyNumberOfThreadsGivesTheSameBits(int threads) {
        float[] alone = trained(Team.single(), 1);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads - 1);
                Team team = Team.of(executor, threads)) {
            assertThat(trained(team, 1)).as("%d threads", threads).isEqualTo(alone);
            assertThat(trained(team, 1)).as("%d threads again", threads).isEqualTo(alone);
        }
    }

    @Test
    void aSeedGivesTheSameBitsAndAnotherSeedOthers() {
        float[] first = trained(Team.single(), 1);
        assertThat(trained(Team.single(), 1)).isEqualTo(first);
        assertThat(trained(Team.single(), 2)).isNotEqualTo(first);
    }

    @Test
    void aSeedStartsAllKernelsWithTheSameWeights() {
        Network network = oddNetwork(kernels(), 4), scalar = oddNetwork(new ScalarDenseKernels(), 4);
        for (int l = 0; l < network.layers().size(); l++) {
            assertThat(network.layerParameters(l)).as("layer %d", l).isEqualTo(scalar.layerParameters(l));
        }
        assertThat(oddNetwork(kernels(), 5).layerParameters(0)).isNotEqualTo(scalar.layerParameters(0));
    }

    @Test
    void predictionsAgreeWithTheDefinition() {
        Network network = oddNetwork(kernels(), 4);
        Dataset data = oddData();
        float[] x = new float[10 * 67];
        for (int r = 0; r < 10; r++) data.copyFeatures(r, x, r * 67);
        float[] y = network.predict(x);
        double[] parameters = new double[network.parameters().length];
        for (int i = 0; i < parameters.length; i++) parameters[i] = network.parameters()[i];
        for (int r = 0; r < 10; r++) {
            double[] row = new double[67];
            for (int j = 0; j < 67; j++) row[j] = x[r * 67 + j];
            double[] expected = network.apply(row, parameters);
            for (int j = 0; j < 3; j++) assertThat((double) y[r * 3 + j]).isCloseTo(expected[j], within(1e-5));
        }
    }

    /** Padding has no gradient and no value, in whatever layout. */
    @Test
    void paddingStaysZero() {
        Network network = oddNetwork(kernels(), 4);
        Trainer.of(network, new MeanSquaredError(), Adam.withDefaults())
                .epochs(1)
                .fit(oddData());
        float[] padding = network.parameters().clone();
        for (int l = 0; l < network.layers().size(); l++) {
            for (int i = 0; i < network.layers().get(l).parameterCount(); i++) {
                padding[network.layers().get(l).parameterIndex(i)] = 0;
            }
        }
        for (float value : padding) assertThat(value).isZero();
    }
}
