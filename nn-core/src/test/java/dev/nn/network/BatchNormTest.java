package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.MeanSquaredError;
import dev.nn.optimizer.AdamW;
import dev.nn.training.Trainer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What batch normalisation remembers, and what it doesn't. */
class BatchNormTest {
    private static Network network() {
        return Network.image(1, 2, 2).batchNorm(0.5, 0.25).build(Initializer.he(), 1, new ScalarDenseKernels());
    }

    private static BatchNorm layer(Network network) {
        return (BatchNorm) network.layers().getFirst();
    }

    private static float[] remembered(Network network) {
        BatchNorm norm = layer(network);
        float[] all = network.parameters();
        return new float[] {
            all[norm.mean(0)], all[norm.mean(1)], all[norm.variance(0)], all[norm.variance(1)], all[norm.batches()]
        };
    }

    private static float[] train(Network network, float... x) {
        int batch = x.length / network.in();
        Pass pass = network.newTrainingPass(batch, Team.single(), new float[network.parameters().length]);
        Rows y = pass.forwardTraining(batch, Rows.of(x, network.in()), 0);
        float[] result = new float[x.length];
        for (int r = 0; r < batch; r++) System.arraycopy(y.data(), y.index(r, 0), result, r * 4, 4);
        return result;
    }

    /** Channel 0 has the values 1, 3, 5, 7 (mean 4, biased variance 5, unbiased 20/3), channel 1 only twos. */
    @Test
    void theBiasedVarianceNormalisesAndTheUnbiasedIsRemembered() {
        Network network = network();
        assertThat(remembered(network)).containsExactly(0, 0, 1, 1, 0);
        float[] y = train(network, 1, 2, 3, 2, 5, 2, 7, 2);
        double deviation = Math.sqrt(5.5);
        assertThat(y[0]).isCloseTo((float) (-3 / deviation), within(1e-6f));
        assertThat(y[6]).isCloseTo((float) (3 / deviation), within(1e-6f));
        assertThat(y[1]).isZero();
        assertThat(remembered(network)).containsExactly(1, 0.5f, (float) (0.75 + 0.25 * 20 / 3), 0.75f, 1);
        // In use it takes what it has remembered.
        float[] used = network.predict(new float[] {1, 0.5f, 1, 0.5f});
        assertThat(used).containsOnly(0);
    }

    /** A variance of one value isn't known. */
    @Test
    void aBatchOfOneValueLeavesNothing() {
        Network network = Network.input(2).batchNorm().build(Initializer.he(), 1, new ScalarDenseKernels());
        Pass pass = network.newTrainingPass(1, Team.single(), new float[network.parameters().length]);
        Rows y = pass.forwardTraining(1, Rows.of(new float[] {3, 4}, 2), 0);
        assertThat(Arrays.copyOf(y.data(), 2)).containsExactly(0, 0);
        assertThat(remembered(network)).containsExactly(0, 0, 1, 1, 0);
    }

    /** A large mean must not swallow the variance. */
    @Test
    void statisticsAreSummedInDoublePrecision() {
        Network network = network();
        float[] x = new float[4 * 1000];
        for (int i = 0; i < x.length; i++) x[i] = 10_000 + i % 2 + (i / 2 % 2 == 0 ? 0.125f : -0.125f);
        train(network, x);
        assertThat(remembered(network)[2]).isCloseTo(0.75f + 0.25f * 0.015625f * 2000 / 1999, within(1e-6f));
    }

    /** Clipping takes another way to the update; decay would pull at whatever it updates. */
    @Test
    void theOptimiserLeavesAloneWhatIsRemembered() {
        for (double clip : new double[] {1e-9, Double.POSITIVE_INFINITY}) {
            Network network = Network.input(3)
                    .dense(4, Activation.TANH)
                    .batchNorm(1e-5, 0)
                    .dense(1)
                    .build(Initializer.he(), 1, new ScalarDenseKernels());
            float[] before = network.parameters().clone();
            Trainer.of(network, new MeanSquaredError(), AdamW.withLearningRate(0.1))
                    .batchSize(5)
                    .clipNorm(clip)
                    .epochs(2)
                    .fit(FloatDataset.of(3, ImageNetworks.values(30, 1), 1, ImageNetworks.values(10, 2)));
            int trained = network.trainedLength();
            float[] now = network.parameters();
            assertThat(Arrays.copyOf(now, trained)).isNotEqualTo(Arrays.copyOf(before, trained));
            BatchNorm norm = (BatchNorm) network.layers().get(1);
            assertThat(now[norm.batches()]).isEqualTo(4);
            for (int c = 0; c < 4; c++) {
                assertThat(now[norm.mean(c)]).isZero();
                assertThat(now[norm.variance(c)]).isOne();
            }
        }
    }

    @Test
    void aModelHasNoLayerOfItsOwnForIt() {
        Network network = Network.image(6, 6, 1)
                .convolution(3, 3)
                .batchNorm()
                .activation(Activation.RELU)
                .dense(4)
                .batchNorm()
                .activation(Activation.RELU)
                .build(Initializer.he(), 1, new ScalarDenseKernels());
        assertThat(network.freeze()).hasToString("convolution 6×6×1→4×4×3, 3×3 relu, dense 48→4 relu (F32)");
    }
}
