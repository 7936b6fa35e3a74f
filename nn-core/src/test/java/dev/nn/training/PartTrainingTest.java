package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.Team;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.AdamW;
import dev.nn.optimizer.Sgd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings in which layers stay as they are, or have numbers of their own. */
class PartTrainingTest {
    private static final int ROWS = 50;
    private static final int BODY = 3;
    private final float[] x = new float[ROWS * 19];
    private final float[] label = new float[ROWS];
    private final Network network = Network.input(19)
            .dense(17, Activation.GELU)
            .batchNorm()
            .dense(9, Activation.TANH)
            .dense(21, Activation.TANH)
            .dense(3)
            .build(Initializer.glorot(), 3, new ScalarDenseKernels());

    @TempDir
    private Path folder = Path.of("");

    PartTrainingTest() {
        Random random = new Random(1);
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        for (int r = 0; r < ROWS; r++) label[r] = random.nextInt(3);
    }

    private Dataset data() {
        return FloatDataset.of(19, x, 1, label);
    }

    private static Trainer trainer(Network network, double clipNorm) {
        return Trainer.of(network, new SoftmaxCrossEntropy(), AdamW.withLearningRate(0.01))
                .batchSize(16)
                .epochs(4)
                .seed(7)
                .clipNorm(clipNorm)
                .schedule(Schedule.cosine(0.1));
    }

    /** As if the outputs of what stays were the data. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, Double.POSITIVE_INFINITY})
    void theRestIsTrainedAsItIsOnTheOutputsOfWhatStays(double clipNorm) {
        trainer(network, 1).fit(data());
        float[] body = network.slice(0, BODY).parameters();
        Network head = network.slice(BODY, 5);
        trainer(network, clipNorm).l1(0.01).frozen(0, BODY).fit(data());
        trainer(head, clipNorm)
                .l1(0.01)
                .fit(FloatDataset.of(9, network.slice(0, BODY).predict(x), 1, label));
        assertThat(network.slice(0, BODY).parameters()).isEqualTo(body);
        assertThat(network.slice(BODY, 5).parameters()).isEqualTo(head.parameters());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, Double.POSITIVE_INFINITY})
    void threadsDontChangeABit(double clipNorm) {
        Network other = network.slice(0, 5);
        trainer(network, clipNorm)
                .frozen(2, 3)
                .group(0, 2, AdamW.withLearningRate(0.001))
                .fit(data());
        try (ExecutorService executor = Executors.newFixedThreadPool(2);
                Team team = Team.of(executor, 3)) {
            trainer(other, clipNorm)
                    .frozen(2, 3)
                    .group(0, 2, AdamW.withLearningRate(0.001))
                    .team(team)
                    .fit(data());
        }
        assertThat(other.parameters()).isEqualTo(network.parameters());
    }

    @Test
    void aGroupWithTheSameNumbersChangesNothing() {
        Network other = network.slice(0, 5);
        trainer(network, 1).fit(data());
        trainer(other, 1).group(1, 4, AdamW.withLearningRate(0.01)).fit(data());
        assertThat(other.parameters()).isEqualTo(network.parameters());
    }

    /** One epoch of one batch: the step is the gradient times the rate that the schedule makes of the group's. */
    @Test
    void theScheduleChangesTheRateOfAGroupToo() {
        Network other = network.slice(0, 5);
        float[] before = network.parameters().clone();
        step(network, 1, 1);
        step(other, 1, 0.25);
        int border = network.parameterStart(3), end = network.trainedLength();
        for (int i = 0; i < end; i++) {
            float moved = before[i] - network.parameters()[i];
            float expected = before[i] - (i < border ? moved : 0.25f * moved);
            assertThat(other.parameters()[i]).isCloseTo(expected, within(1e-7f));
        }
    }

    private void step(Network trained, double rate, double ofGroup) {
        Trainer.of(trained, new SoftmaxCrossEntropy(), Sgd.withLearningRate(rate))
                .group(3, 5, Sgd.withLearningRate(rate))
                .group(3, 5, Sgd.withLearningRate(ofGroup))
                .batchSize(ROWS)
                .epochs(1)
                .schedule((base, step, steps) -> base * 0.5)
                .fit(data());
    }

    @Test
    void aTrainingWithGroupsAndFrozenLayersIsResumedWithTheSameBits() throws IOException {
        Network other = network.slice(0, 5), third = network.slice(0, 5);
        Path file = folder.resolve("checkpoint.safetensors");
        grouped(network).fit(data());
        TrainingListener interrupter = new TrainingListener() {
            @Override
            public void onStep(int epoch, int step, int steps, int rows, double loss) {
                if (epoch == 2 && step == 3) Thread.currentThread().interrupt();
            }
        };
        History history = grouped(other).checkpoint(file).listener(interrupter).fit(data());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(history.interrupted()).isTrue();
        grouped(third).resume(file).fit(data());
        assertThat(third.parameters()).isEqualTo(network.parameters());
        Trainer free = trainer(other, 1).resume(file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> free.fit(data()))
                .withMessageContainingAll("frozen layers {1, 2} in the checkpoint, none here", "groups", "0.001");
    }

    private static Trainer grouped(Network network) {
        return trainer(network, 1).frozen(1, 3).group(0, 2, AdamW.withLearningRate(0.001));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Trainer trainer = trainer(network, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.group(0, 1, Adam.withDefaults()))
                .withMessageContainingAll("adamw", "adam");
        assertThatThrownBy(() -> trainer.group(0, 6, AdamW.withDefaults()))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> trainer.frozen(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        trainer.frozen(0, 5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.fit(data()))
                .withMessageContaining("all layers are frozen");
    }
}
