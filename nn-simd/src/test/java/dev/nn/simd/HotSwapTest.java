package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Precision;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.loss.Loss;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Model;
import dev.nn.network.ModelWorkspace;
import dev.nn.network.Network;
import dev.nn.network.Team;
import dev.nn.optimizer.Adam;
import dev.nn.training.Epoch;
import dev.nn.training.History;
import dev.nn.training.Trainer;
import dev.nn.training.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels of the automatic choice compute at once and have the same bits at whatever step the vector kernels take over. */
class HotSwapTest {
    private static final int FEATURES = 37;
    private static final int CLASSES = 19;

    private static Network network(DenseKernels kernels) {
        return Network.input(FEATURES)
                .dense(70, Activation.GELU)
                .dropout(0.1)
                .dense(16, Activation.TANH)
                .dense(CLASSES)
                .build(Initializer.he(), 3, kernels);
    }

    private static Dataset data(int targets) {
        Random random = new Random(5);
        float[] x = new float[300 * FEATURES], target = new float[300 * targets];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        for (int i = 0; i < target.length; i++) target[i] = targets == 1 ? i % CLASSES : random.nextFloat();
        return FloatDataset.of(FEATURES, x, targets, target);
    }

    /** Waits in one step until the vector kernels have taken over. */
    private record SwapAt(int step, DenseKernels kernels) implements TrainingListener {
        @Override
        public void onStep(int epoch, int number, int steps, int rows, double loss) {
            if ((epoch - 1) * steps + number == step) kernels.awaitWarmUp();
        }
    }

    private static List<Double> train(Network network, Loss loss, int threads, int swap) {
        Dataset data = data(loss.targets(CLASSES));
        try (ExecutorService executor = Executors.newCachedThreadPool();
                Team team = Team.of(executor, threads)) {
            History history = Trainer.of(network, loss, Adam.withDefaults())
                    .batchSize(32)
                    .epochs(3)
                    .seed(1)
                    .clipNorm(swap % 2 == 0 ? 1 : Double.POSITIVE_INFINITY)
                    .team(team)
                    .listener(new SwapAt(swap, network.kernels()))
                    .fit(data, data);
            return history.epochs().stream().map(Epoch::validationLoss).toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "7, 2", "13, 1", "30, 2", "1000, 1"})
    void aTrainingHasTheSameBitsWheneverVectorsTakeOver(int swap, int threads) {
        for (Loss loss : List.of(new SoftmaxCrossEntropy(), new BinaryCrossEntropy())) {
            Network expected = network(Kernels.named("simd")), actual = network(Kernels.best());
            List<Double> losses = train(expected, loss, 1, swap);
            assertThat(train(actual, loss, threads, swap)).isEqualTo(losses);
            for (int layer = 0; layer < expected.layers().size(); layer++) {
                assertThat(actual.layerParameters(layer)).isEqualTo(expected.layerParameters(layer));
            }
            assertThat(actual.parameters()).isEqualTo(expected.parameters());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aModelPredictsTheSameBitsBeforeAndAfterVectorsTakeOver(Precision precision) {
        Network network = network(Kernels.best());
        float[] x = new float[25 * FEATURES], y = new float[25 * CLASSES];
        for (int i = 0; i < x.length; i++) x[i] = (float) Math.sin(i);
        Network simd = network(Kernels.named("simd"));
        Model model = network.freeze(precision);
        ModelWorkspace workspace = model.newWorkspace(25);
        model.predict(x, y, workspace);
        float[] first = y.clone();
        assertThat(first).isEqualTo(simd.freeze(precision).predict(x));
        model.warmUp(25);
        for (int call = 0; call < 3; call++) {
            Arrays.fill(y, Float.NaN);
            model.predict(x, y, workspace);
            assertThat(y).isEqualTo(first);
        }
        assertThat(AllocationProbe.bytesPerCall(() -> model.predict(x, y, workspace)))
                .isZero();
    }

    @Test
    void networksThatWaitAreOnVectors() {
        Network network = network(Kernels.best());
        network.warmUp(32, true);
        assertThat(network.kernels().name()).isEqualTo(Kernels.named("simd").name());
    }
}
