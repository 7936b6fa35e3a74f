package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.MeanSquaredError;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt ends a training between two steps, visibly, and nothing is lost. */
@Timeout(60)
class InterruptTest {
    private static final int STEPS = 5;

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    private static Network network() {
        return Network.input(3)
                .dense(7, Activation.TANH)
                .dropout(0.1)
                .dense(1)
                .build(Initializer.glorot(), 1, new ScalarDenseKernels());
    }

    private static Dataset data() {
        float[] x = new float[120], y = new float[40];
        for (int i = 0; i < x.length; i++) x[i] = i * 7 % 11 / 11f;
        for (int i = 0; i < y.length; i++) y[i] = x[3 * i] - x[3 * i + 1] * x[3 * i + 2];
        return FloatDataset.of(3, x, 1, y);
    }

    private static Trainer trainer(Network network) {
        return Trainer.of(network, new MeanSquaredError(), Adam.withDefaults())
                .batchSize(8)
                .epochs(4)
                .seed(5);
    }

    /** Interrupts the training thread in its step number {@code at}, counted over all epochs. */
    private static TrainingListener interruptAt(int at, AtomicInteger steps) {
        return new TrainingListener() {
            @Override
            public void onStep(int epoch, int step, int of, int rows, double loss) {
                if (steps.incrementAndGet() == at) Thread.currentThread().interrupt();
            }
        };
    }

    @ParameterizedTest(name = "in step {0}")
    @ValueSource(ints = {1, 3, 5, 12, 19})
    void theStepIsFinishedTheFlagStaysAndTheHistorySaysSo(int at) {
        AtomicInteger steps = new AtomicInteger();
        History history = trainer(network()).listener(interruptAt(at, steps)).fit(data(), data());
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(steps.get()).isEqualTo(at);
        assertThat(history.interrupted()).isTrue();
        assertThat(history.stoppedEarly()).isFalse();
        assertThat(history.epochs()).hasSize(at / STEPS);
    }

    @Test
    void anInterruptInTheLastStepComesTooLateToChangeAnything() {
        AtomicInteger steps = new AtomicInteger();
        History history =
                trainer(network()).listener(interruptAt(4 * STEPS, steps)).fit(data());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(history.interrupted()).isFalse();
        assertThat(history.epochs()).hasSize(4);
    }

    @Test
    void aThreadThatIsInterruptedBeforeTakesNoStep() {
        Network network = network();
        float[] before = network.parameters().clone();
        Thread.currentThread().interrupt();
        History history = trainer(network).fit(data());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(history.interrupted()).isTrue();
        assertThat(history.epochs()).isEmpty();
        assertThat(network.parameters()).isEqualTo(before);
    }

    /** The checkpoint is written although interrupted threads can't write files, and goes on with the same bits. */
    @ParameterizedTest(name = "in step {0}")
    @ValueSource(ints = {1, 5, 8, 20})
    void aCheckpointIsWrittenFromWhichTrainingGoesOnWithTheSameBits(int at, @TempDir Path folder) throws IOException {
        Network whole = network();
        trainer(whole).earlyStopping(EarlyStopping.after(9)).fit(data(), data());
        Path file = folder.resolve("c.safetensors");
        trainer(network())
                .earlyStopping(EarlyStopping.after(9))
                .checkpoint(Checkpoints.to(file).everyEpochs(2))
                .listener(interruptAt(at, new AtomicInteger()))
                .fit(data(), data());
        assertThat(Thread.interrupted()).isTrue();
        Network resumed = network();
        Trainer trainer = trainer(resumed).earlyStopping(EarlyStopping.after(9));
        trainer.resume(file);
        History history = trainer.fit(data(), data());
        assertThat(history.epochs()).hasSize(4);
        assertThat(resumed.parameters()).isEqualTo(whole.parameters());
    }

    @Test
    void earlyStoppingsBestEpochIsRestored() {
        Network network = network();
        AtomicReference<float[]> best = new AtomicReference<>(new float[0]);
        TrainingListener remember = new TrainingListener() {
            private double lowest = Double.POSITIVE_INFINITY;

            @Override
            public void onEpoch(Epoch epoch) {
                if (epoch.validationLoss() >= lowest) return;
                lowest = epoch.validationLoss();
                best.set(network.parameters().clone());
            }
        };
        trainer(network)
                .earlyStopping(EarlyStopping.after(3))
                .listener(remember)
                .listener(interruptAt(12, new AtomicInteger()))
                .fit(data(), data());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(network.parameters()).isEqualTo(best.get());
    }

    @Test
    void anotherThreadCanStopATraining() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        AtomicReference<@Nullable History> result = new AtomicReference<>();
        Thread thread = Thread.ofPlatform()
                .start(() -> result.set(trainer(network())
                        .epochs(Integer.MAX_VALUE)
                        .listener(new TrainingListener() {
                            @Override
                            public void onStep(int epoch, int step, int steps, int rows, double loss) {
                                running.countDown();
                            }
                        })
                        .fit(data())));
        running.await();
        thread.interrupt();
        thread.join();
        assertThat(Objects.requireNonNull(result.get()).interrupted()).isTrue();
    }
}
