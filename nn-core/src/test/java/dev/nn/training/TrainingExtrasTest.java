package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rates that fall on plateaus, averages of weights, the best epoch. */
class TrainingExtrasTest {
    @TempDir
    private Path folder = Path.of("");

    private final Dataset train = CheckpointContract.data(50, 1);
    private final Dataset validation = CheckpointContract.data(23, 2);

    private static Network network() {
        return Network.input(19)
                .dense(12, Activation.TANH)
                .dense(3)
                .build(Initializer.glorot(), 3, new ScalarDenseKernels());
    }

    private static Trainer trainer(Network network) {
        return Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(0.05))
                .batchSize(16)
                .epochs(12)
                .reduceOnPlateau(new ReduceOnPlateau(0.5, 1, 0.01));
    }

    /** The labels are noise, so the validation loss soon rises; the rates follow from the losses. */
    @Test
    void theRateFallsWhenTheValidationLossHasStoppedFalling() {
        History history = trainer(network()).fit(train, validation);
        double lowest = Double.POSITIVE_INFINITY, rate = 0.05;
        int bad = 0;
        for (Epoch epoch : history.epochs()) {
            assertThat(epoch.learningRate()).as("epoch %d", epoch.number()).isCloseTo(rate, within(1e-12));
            if (epoch.validationLoss() < lowest - 0.01) {
                lowest = epoch.validationLoss();
                bad = 0;
            } else if (++bad == 2) {
                rate *= 0.5;
                bad = 0;
            }
        }
        assertThat(rate).isLessThan(0.02);
        assertThat(history.best().number()).isEqualTo(history.bestEpoch());
        assertThat(history.best().validationLoss())
                .isEqualTo(history.epochs().stream()
                        .mapToDouble(Epoch::validationLoss)
                        .min()
                        .orElseThrow());
    }

    @Test
    void aTrainingOnAPlateauIsResumedWithTheSameBits() throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Network whole = network(), resumed = network(), interrupted = network();
        History history = trainer(whole).fit(train, validation);
        trainer(interrupted).epochs(8).checkpoint(file).fit(train, validation);
        History rest = trainer(resumed).resume(file).fit(train, validation);
        assertThat(resumed.parameters()).isEqualTo(whole.parameters());
        assertThat(rest.last().learningRate()).isEqualTo(history.last().learningRate());
        Trainer other =
                trainer(network()).reduceOnPlateau(ReduceOnPlateau.after(1)).resume(file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.fit(train, validation))
                .withMessageContainingAll("plateau", "factor=0.5", "factor=0.1");
    }

    @Test
    void aPlateauNeedsValidationData() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(network()).fit(train))
                .withMessageContaining("plateau needs validation data");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(network()).start(train))
                .withMessageContaining("plateau needs validation data");
        assertThatIllegalArgumentException().isThrownBy(() -> new ReduceOnPlateau(1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReduceOnPlateau(0.5, -1, 0));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> new History(List.of(), false, 0, true).best());
    }

    @Test
    void theAverageIsThatOfAllStepsAndForgetsTheStart() {
        Network network = network();
        WeightAverage average = WeightAverage.of(network, 0.5);
        assertThatIllegalStateException().isThrownBy(average::apply);
        double[] expected = new double[network.trainedLength()];
        int[] steps = {0};
        Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
                .batchSize(16)
                .epochs(5)
                .listener(average)
                .listener(new TrainingListener() {
                    @Override
                    public void onStep(int epoch, int step, int ofEpoch, int rows, double loss) {
                        double kept = Math.min(0.5, steps[0] / (steps[0] + 9.0));
                        steps[0]++;
                        for (int i = 0; i < expected.length; i++) {
                            expected[i] = kept * expected[i] + (1 - kept) * network.parameters()[i];
                        }
                    }
                })
                .fit(train);
        float[] last = network.parameters().clone();
        average.apply();
        assertThat(network.parameters()).isNotEqualTo(last);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) network.parameters()[i]).isCloseTo(expected[i], within(1e-6));
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> trainer(network()).listener(average).fit(train, validation))
                .withMessageContaining("another network");
        assertThatIllegalArgumentException().isThrownBy(() -> WeightAverage.of(network, 1));
    }
}
