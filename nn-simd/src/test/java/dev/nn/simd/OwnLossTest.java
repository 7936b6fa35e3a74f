package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.Loss;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.Trainer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A loss of somebody's own that hands on to one of the library's. */
class OwnLossTest {
    /** Cross-entropy, times two. */
    private record Doubled() implements Loss {
        private static final Loss PLAIN = new SoftmaxCrossEntropy();

        @Override
        public String name() {
            return "doubled";
        }

        @Override
        public int targets(int outputs) {
            return PLAIN.targets(outputs);
        }

        @Override
        public double evaluate(
                DenseKernels kernels,
                int batch,
                int outputs,
                Rows y,
                Rows target,
                float scale,
                Rows dy,
                Workspace workspace) {
            return 2 * PLAIN.evaluate(kernels, batch, outputs, y, target, 2 * scale, dy, workspace);
        }

        @Override
        public double value(double[] y, double[] target) {
            return 2 * PLAIN.value(y, target);
        }

        @Override
        public void check(int outputs, float[] target, int at) {
            PLAIN.check(outputs, target, at);
        }
    }

    @Test
    void hasTheScratchMemoryThatItNeeds() {
        Random random = new Random(1);
        float[] x = new float[400], labels = new float[100];
        for (int i = 0; i < x.length; i++) x[i] = random.nextFloat() - 0.5f;
        for (int i = 0; i < labels.length; i++) labels[i] = x[4 * i] > 0 ? 2 : x[4 * i + 1] > 0 ? 1 : 0;
        FloatDataset data = FloatDataset.of(4, x, 1, labels);
        double once = loss(new SoftmaxCrossEntropy(), data), twice = loss(new Doubled(), data);
        assertThat(twice).isBetween(1.5 * once, 2.5 * once);
    }

    private static double loss(Loss loss, FloatDataset data) {
        Network network =
                Network.input(4).dense(8, Activation.TANH).dense(3).build(Initializer.he(), 1, Kernels.named("simd"));
        return Trainer.of(network, loss, Adam.withDefaults())
                .batchSize(10)
                .epochs(1)
                .fit(data)
                .last()
                .trainLoss();
    }
}
