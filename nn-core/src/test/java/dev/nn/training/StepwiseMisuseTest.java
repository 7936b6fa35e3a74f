package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.HalfSquaredError;
import dev.nn.network.Network;
import dev.nn.optimizer.Sgd;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training by steps used wrongly, networks with parts, and what happens between the steps. */
class StepwiseMisuseTest {
    private static final Dataset POINT = FloatDataset.of(1, new float[] {1}, 1, new float[] {2});

    private static Network line() {
        return Network.input(1).dense(1).build(Initializer.constant(0), 0, new ScalarDenseKernels());
    }

    private static Trainer trainer(Network network) {
        return Trainer.of(network, new HalfSquaredError(), Sgd.withLearningRate(0.25));
    }

    /** y = 0, target 2, x = 1: both gradients are −2; then y = 1, both −1. */
    @Test
    void betweenStepsTheNetworkMayBeUsedAndChanged() {
        Network network = line();
        try (Training training = trainer(network).start(POINT)) {
            assertThat(training.step()).isEqualTo(2);
            assertThat(network.predict(new float[] {1})).containsExactly(1);
            network.setLayerParameters(0, new float[] {1, 1});
            assertThat(training.step()).isZero();
            assertThat(network.layerParameters(0)).containsExactly(1, 1);
        }
    }

    @Test
    void beyondThePlanTheRateStaysThatOfTheLastStep() {
        Network network = line();
        Trainer planned = trainer(network).epochs(2).schedule((base, step, total) -> {
            assertThat(total).isEqualTo(2);
            return step == 2 ? 0 : base;
        });
        try (Training training = planned.start(POINT)) {
            for (int step = 0; step < 5; step++) training.step();
            assertThat(training.steps()).isEqualTo(5);
        }
        assertThat(network.layerParameters(0)).containsExactly(0.5f, 0.5f);
    }

    @Test
    void itIsForOneThreadUntilItIsClosed() {
        Network network = line();
        Training training = trainer(network).start(POINT);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> CompletableFuture.runAsync(training::step).join())
                .withMessageContaining("the thread that has started a training takes all of its steps");
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> CompletableFuture.supplyAsync(() -> network.predict(new float[] {1}))
                        .join())
                .withMessageContaining("the network is being trained");
        assertThatIllegalStateException()
                .isThrownBy(() -> trainer(network).start(POINT))
                .withMessageContaining("being trained");
        assertThatIllegalStateException()
                .isThrownBy(() -> trainer(network).fit(POINT))
                .withMessageContaining("being trained");
        training.close();
        training.close();
        assertThatIllegalStateException().isThrownBy(training::step).withMessage("the training is closed");
        assertThat(CompletableFuture.supplyAsync(() -> network.predict(new float[] {1}))
                        .join())
                .containsExactly(0);
    }

    /** A start that fails leaves the network free. */
    @Test
    void whatItCannotDoIsSaidAndTheNetworkStaysFree() {
        Network network = line();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(network)
                        .earlyStopping(new EarlyStopping(1, 0, true))
                        .start(POINT))
                .withMessageContaining("validation data");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(network)
                        .checkpoint(Path.of("never.safetensors"))
                        .start(POINT))
                .withMessageContaining("use fit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(network).start(FloatDataset.of(2, new float[2], 1, new float[1])))
                .withMessage("training data: 2 features, but the network has 1 inputs");
        network.setLayerParameters(0, new float[] {Float.NaN, 0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(network).start(POINT))
                .withMessage("the network can't be trained: weight (0, 0) of layer 1 (dense 1→1 identity) is NaN");
        network.setLayerParameters(0, new float[] {0, 0});
        trainer(network).epochs(1).fit(POINT);
        assertThat(network.layerParameters(0)).containsExactly(0.5f, 0.5f);
    }

    @Test
    void aWrongRateLeavesTheStepUntaken() {
        Network network = line();
        double[] rate = {Double.NaN};
        try (Training training =
                trainer(network).schedule((base, step, total) -> rate[0]).start(POINT)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(training::step)
                    .withMessageContaining("learning rate NaN at step 1");
            assertThat(training.steps()).isZero();
            rate[0] = 0.25;
            training.step();
            assertThat(training.steps()).isEqualTo(1);
        }
        assertThat(network.layerParameters(0)).containsExactly(0.5f, 0.5f);
    }

    @Test
    void aDivergenceIsFound() {
        Network network = line();
        Trainer wild = Trainer.of(network, new HalfSquaredError(), Sgd.withLearningRate(1e4));
        try (Training training = wild.start(POINT)) {
            assertThatExceptionOfType(DivergenceException.class).isThrownBy(() -> {
                for (int step = 0; step < 100; step++) training.step();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e39})
    void aPenaltyIsFiniteAndNotNegative(double lambda) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(line()).l1(lambda))
                .withMessage("l1 must be finite and not negative, was " + lambda);
    }

    /** Filters, and layers inside a residual sum, shrink; what normalises and what is a bias does not. */
    @Test
    void everyKindOfWeightShrinks() {
        Network network = Network.image(4, 4, 1)
                .convolution(2, 3)
                .padding(1)
                .batchNorm()
                .add(branch -> branch.convolution(2, 3).padding(1))
                .dense(3)
                .build(Initializer.he(), 1, new ScalarDenseKernels());
        Dataset image = FloatDataset.of(16, new float[16], 3, new float[3]);
        Trainer.of(network, new HalfSquaredError(), Sgd.withLearningRate(1))
                .epochs(1)
                .l1(100)
                .fit(image);
        assertThat(network.layerParameters(0)).containsOnly(0);
        assertThat(network.layerParameters(1)).startsWith(1f, 1f);
        for (int l = 2; l < network.layers().size(); l++) {
            float[] zeros = new float[network.layers().get(l).parameterCount()];
            assertThat(network.layerParameters(l)).isEqualTo(zeros);
        }
    }
}
