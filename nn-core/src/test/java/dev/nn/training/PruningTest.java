package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.loss.MeanSquaredError;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PruningTest {
    /** 2-2-1 with the weights 1, −2, 3, −4 and 0.5, −0.25, and biases of 0.1. */
    private static Network network() {
        Network network = Network.input(2).dense(2, Activation.TANH).dense(1).build(Initializer.he(), 1);
        network.setLayerParameters(0, new float[] {1, -2, 3, -4, 0.1f, 0.1f});
        network.setLayerParameters(1, new float[] {0.5f, -0.25f, 0.1f});
        return network;
    }

    @Test
    void takesTheSmallestWeightsOfAllLayersAndNoBias() {
        Network network = network();
        Pruning pruning = Pruning.smallest(network, 0.5);
        assertThat(pruning.count()).isEqualTo(3);
        assertThat(network.layerParameters(0)).as("chosen, not yet pruned").startsWith(1);
        pruning.apply();
        assertThat(network.layerParameters(0)).containsExactly(0, -2, 3, -4, 0.1f, 0.1f);
        assertThat(network.layerParameters(1)).containsExactly(0, 0, 0.1f);
    }

    @Test
    void nothingAndEverything() {
        Network network = network();
        Pruning.smallest(network, 0).apply();
        assertThat(network.parameters()).isEqualTo(network().parameters());
        Pruning.smallest(network, 1).apply();
        assertThat(network.layerParameters(0)).containsExactly(0, 0, 0, 0, 0.1f, 0.1f);
    }

    @Test
    void ofEqualWeightsTheFirstIsTaken() {
        Network network = Network.input(3).dense(1).build(Initializer.constant(2), 1);
        Pruning.smallest(network, 0.34).apply();
        assertThat(network.layerParameters(0)).containsExactly(0, 2, 2, 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aShareMustBeOne(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pruning.smallest(network(), share))
                .withMessage("the share to prune must be from 0 to 1, was " + share);
    }

    @Test
    void theChosenStayZeroWhileTheOthersLearn() {
        Random random = new Random(3);
        float[] x = new float[40 * 6], target = new float[40];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        for (int i = 0; i < target.length; i++) target[i] = (float) Math.sin(x[i * 6] + x[i * 6 + 1]);
        Dataset data = FloatDataset.of(6, x, 1, target);
        Network network = Network.input(6).dense(9, Activation.TANH).dense(1).build(Initializer.he(), 2);
        Pruning pruning = Pruning.smallest(network, 0.4);
        pruning.apply();
        float[] before = network.layerParameters(0);
        Trainer.of(network, new MeanSquaredError(), Adam.withDefaults())
                .epochs(3)
                .listener(pruning)
                .fit(data);
        float[] after = network.layerParameters(0);
        int zeros = 0, changed = 0;
        for (int i = 0; i < 6 * 9; i++) {
            if (before[i] == 0) {
                assertThat(after[i]).as("weight %d", i).isZero();
                zeros++;
            } else if (after[i] != before[i]) {
                changed++;
            }
        }
        assertThat(zeros).isGreaterThan(10);
        assertThat(changed).as("those of units that still lead somewhere").isGreaterThan(10);
    }
}
