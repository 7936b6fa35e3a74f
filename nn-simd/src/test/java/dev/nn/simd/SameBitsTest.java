package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Kernels;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Momentum;
import dev.nn.training.Trainer;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A training ends with the same bits at every vector width: the build runs this at each, and all must come to the one
 * checksum below. The shapes meet every block, panel and edge at any width.
 */
@Tag("width")
class SameBitsTest {
    private static final long CHECKSUM = 2941362260L;

    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    @Test
    void aTrainingEndsWithTheSameBitsAtEveryWidth() {
        Network network = Network.input(1100)
                .dense(203, Activation.TANH)
                .dense(70, Activation.GELU)
                .dense(33, Activation.SOFTPLUS)
                .dense(10)
                .build(Initializer.glorot(), 3, Kernels.named("simd"));
        Trainer.of(network, new SoftmaxCrossEntropy(), Momentum.withLearningRate(0.05))
                .batchSize(37)
                .epochs(2)
                .fit(data());
        CRC32 checksum = new CRC32();
        for (int layer = 0; layer < network.layers().size(); layer++) {
            for (float value : network.layerParameters(layer)) {
                int bits = Float.floatToRawIntBits(value);
                for (int shift = 0; shift < 32; shift += 8) checksum.update(bits >>> shift);
            }
        }
        assertThat(checksum.getValue()).isEqualTo(CHECKSUM);
    }

    /** 200 rows of uniform noise with labels from 0 to 9. */
    private static Dataset data() {
        Random random = new Random(11);
        float[] x = new float[200 * 1100], label = new float[200];
        for (int i = 0; i < x.length; i++) x[i] = random.nextFloat() - 0.5f;
        for (int r = 0; r < label.length; r++) label[r] = r % 10;
        return FloatDataset.of(1100, x, 1, label);
    }
}
