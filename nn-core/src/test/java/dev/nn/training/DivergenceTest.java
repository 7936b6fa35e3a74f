package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.Sgd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that goes astray ends at the step where it shows, and says so. */
class DivergenceTest {
    private static Network network(Activation activation) {
        return Network.input(2).dense(8, activation).dense(1).build(Initializer.glorot(), 1, new ScalarDenseKernels());
    }

    /** Rows with x from −1 to 1 and y = x₁ − 2x₂, scaled. */
    private static Dataset plane(int rows, float scale) {
        float[] x = new float[2 * rows], y = new float[rows];
        for (int i = 0; i < rows; i++) {
            x[2 * i] = (i * 7 % 20 - 10) / 10f;
            x[2 * i + 1] = (i * 3 % 20 - 10) / 10f;
            y[i] = scale * (x[2 * i] - 2 * x[2 * i + 1]);
        }
        return FloatDataset.of(2, x, 1, y);
    }

    private static Trainer trainer(Network network, Optimizer optimizer) {
        return Trainer.of(network, new MeanSquaredError(), optimizer)
                .batchSize(8)
                .epochs(20);
    }

    private static DivergenceException divergence(Trainer trainer, Dataset data) {
        return catchThrowableOfType(DivergenceException.class, () -> trainer.fit(data));
    }

    static List<Optimizer> recklessRules() {
        return List.of(
                Sgd.withLearningRate(1e3),
                Sgd.withLearningRate(1e30),
                Adam.withLearningRate(1e4),
                Adam.withLearningRate(1e20),
                Optimizer.named("momentum", 50),
                Optimizer.named("adamw", 1e8));
    }

    @ParameterizedTest
    @MethodSource("recklessRules")
    void aLearningRateThatIsFarTooHighIsNamedAtTheStep(Optimizer rule) {
        List<Integer> steps = new ArrayList<>();
        DivergenceException diverged = divergence(
                trainer(network(Activation.RELU), rule).listener(new TrainingListener() {
                    @Override
                    public void onStep(int epoch, int step, int of, int rows, double loss) {
                        assertThat(loss).isFinite();
                        steps.add(step);
                    }
                }),
                plane(40, 1));
        assertThat(diverged).isNotNull();
        assertThat(diverged.step()).as("the step after those that were taken").isEqualTo(steps.size() + 1);
        assertThat(diverged.epoch()).isEqualTo(steps.size() / 5 + 1);
        assertThat(diverged.learningRate()).isEqualTo(rule.learningRate());
        assertThat(diverged)
                .hasMessageContainingAll(
                        "training diverged",
                        "at step " + diverged.step(),
                        "epoch " + diverged.epoch(),
                        String.format(Locale.ROOT, "learning rate %.3g", rule.learningRate()),
                        "try a lower learning rate")
                .message()
                .doesNotContain("\n");
    }

    /** Too few steps for the loss to overflow: it is finite, and R² far below −1e6. */
    @Test
    void theLastStepsOfAShortTrainingAreJudgedToo() {
        Trainer trainer = trainer(network(Activation.TANH), Adam.withLearningRate(1e6))
                .epochs(1)
                .batchSize(20);
        DivergenceException diverged = divergence(trainer, plane(40, 1));
        assertThat(diverged).isNotNull();
        assertThat(diverged.step()).isEqualTo(2);
        assertThat(diverged.loss()).isFinite().isGreaterThan(1e6);
        assertThat(diverged).hasMessageContaining("times what it was at first");
    }

    @Test
    void classesAreJudgedToo() {
        float[] x = new float[80], label = new float[40];
        for (int i = 0; i < x.length; i++) x[i] = i * 7 % 11 / 11f;
        for (int i = 0; i < label.length; i++) label[i] = i % 3;
        Network network = Network.input(2)
                .dense(8, Activation.TANH)
                .dense(3)
                .build(Initializer.glorot(), 1, new ScalarDenseKernels());
        Trainer trainer = Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(1e9))
                .batchSize(10)
                .epochs(5);
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(() -> trainer.fit(FloatDataset.of(2, x, 1, label)));
    }

    /** Nothing is wrong with a loss that is high at first because targets are far from zero, or with one strange row. */
    @Test
    void trainingsThatAreOnlyBadOrDisturbedGoOn() {
        float[] x = new float[64], y = new float[64];
        for (int i = 0; i < x.length; i++) {
            x[i] = i / 64f;
            y[i] = 1e6f + x[i];
        }
        Network far = Network.input(1).dense(1).build(Initializer.constant(0), 1, new ScalarDenseKernels());
        Dataset data = FloatDataset.of(1, x, 1, y);
        assertThat(trainer(far, Adam.withDefaults()).fit(data, data).epochs()).hasSize(20);
        x[17] = 1e8f;
        for (int i = 0; i < y.length; i++) y[i] = i % 2;
        Network line = Network.input(1).dense(1).build(Initializer.constant(1e-3f), 1, new ScalarDenseKernels());
        Dataset strange = FloatDataset.of(1, x, 1, y);
        assertThat(trainer(line, Adam.withLearningRate(1e-3))
                        .seed(3)
                        .fit(strange)
                        .epochs())
                .hasSize(20);
    }

    @Test
    void aLossThatStartsAtZeroMayRise() {
        float[] x = new float[32], y = new float[32];
        for (int i = 16; i < 32; i++) {
            x[i] = i;
            y[i] = i == 31 ? 1 : 0;
        }
        Network network = Network.input(1).dense(1).build(Initializer.constant(0), 1, new ScalarDenseKernels());
        assertThat(trainer(network, Sgd.withLearningRate(1e-4))
                        .batchSize(1)
                        .fit(FloatDataset.of(1, x, 1, y))
                        .epochs())
                .hasSize(20);
    }

    /** The loss of a step is that before its update, so the last update shows in the parameters only. */
    @Test
    void parametersThatBreakInTheLastStepAreFound() {
        Network network = network(Activation.RELU);
        Trainer trainer = trainer(network, Sgd.withLearningRate(1e38)).epochs(1).batchSize(40);
        DivergenceException diverged = divergence(trainer, plane(40, 1e3f));
        assertThat(diverged).isNotNull();
        assertThat(diverged.step()).isEqualTo(1);
        assertThat(diverged).message().containsAnyOf("weight", "bias").contains("layer", "is ");
    }

    @Test
    void aGradientThatCantBeClippedIsNamed() {
        Network network =
                Network.input(1).dense(1).dense(1).build(Initializer.constant(1e20f), 1, new ScalarDenseKernels());
        Trainer trainer = trainer(network, Sgd.withLearningRate(0)).clipNorm(1);
        DivergenceException diverged = divergence(trainer, FloatDataset.of(1, new float[] {1e-3f}, 1, new float[] {0}));
        assertThat(diverged).isNotNull();
        assertThat(diverged).hasMessageContaining("the gradient's norm is Infinity");
    }

    @Test
    void aValidationLossThatIsNoNumberIsNamed() {
        Network network =
                Network.input(1).dense(1).dense(1).build(Initializer.constant(1), 1, new ScalarDenseKernels());
        Dataset far = FloatDataset.of(1, new float[] {3e38f, -3e38f}, 1, new float[] {0, 0});
        Trainer trainer = trainer(network, Sgd.withLearningRate(1e-3));
        network.setLayerParameters(0, new float[] {10, 0});
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(() ->
                        trainer.fit(FloatDataset.of(1, new float[] {1e-3f, 2e-3f}, 1, new float[] {0, 1}), far))
                .withMessageContaining("the validation loss is");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1e-9, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300})
    void aScheduleThatGivesNoLearningRateIsNamedAtTheStepAndTheStepIsNotTaken(double wrong) {
        for (double clip : new double[] {1, Double.POSITIVE_INFINITY}) {
            Network network = network(Activation.TANH);
            List<float[]> after = new ArrayList<>();
            Trainer trainer = trainer(network, Sgd.withLearningRate(0.01))
                    .clipNorm(clip)
                    .schedule((base, step, total) -> step == 7 ? wrong : base)
                    .listener(new TrainingListener() {
                        @Override
                        public void onStep(int epoch, int step, int steps, int rows, double loss) {
                            after.add(network.parameters().clone());
                        }
                    });
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trainer.fit(plane(40, 1)))
                    .withMessageContainingAll("schedule", String.valueOf(wrong), "step 7", "epoch 2");
            assertThat(after).hasSize(6);
            assertThat(network.parameters()).isEqualTo(after.getLast());
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aNetworkThatIsBrokenBeforeIsNamed(float broken) {
        Network network = network(Activation.RELU);
        float[] values = network.layerParameters(0);
        values[5] = broken;
        network.setLayerParameters(0, values);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(network, Sgd.withDefaults()).fit(plane(40, 1)))
                .withMessageContainingAll("weight (0, 5) of layer 1 (dense 2→8 relu)", String.valueOf(broken));
    }

    /** What is saved is always sound: the training can be resumed from there with another learning rate's weights. */
    @Test
    void theCheckpointOfASoundStepStays(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("c.safetensors");
        Dataset data = plane(40, 1);
        trainer(network(Activation.RELU), Sgd.withLearningRate(0.01))
                .epochs(1)
                .checkpoint(file)
                .fit(data);
        byte[] old = Files.readAllBytes(file);
        Trainer reckless =
                trainer(network(Activation.RELU), Sgd.withLearningRate(1e38)).batchSize(40);
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(() ->
                        reckless.checkpoint(Checkpoints.to(file).everySteps(1)).fit(plane(40, 1e3f)));
        assertThat(Files.readAllBytes(file)).isEqualTo(old);
    }

    @Test
    void theLossMayGrowIfThatIsWanted() {
        Trainer trainer =
                trainer(network(Activation.TANH), Adam.withLearningRate(1e6)).epochs(1);
        assertThat(trainer.divergenceFactor(Double.POSITIVE_INFINITY)
                        .fit(plane(40, 1))
                        .last()
                        .trainLoss())
                .isGreaterThan(1e6);
        assertThatIllegalArgumentException().isThrownBy(() -> trainer.divergenceFactor(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> trainer.divergenceFactor(1));
    }
}
