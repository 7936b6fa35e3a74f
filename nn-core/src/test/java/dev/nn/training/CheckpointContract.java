package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.format.Safetensors;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.metric.Accuracy;
import dev.nn.network.Network;
import dev.nn.network.Team;
import dev.nn.optimizer.Optimizer;
import dev.nn.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An interrupted training that is resumed ends as one that wasn't, bit for bit, on any kernels: a subclass names the
 * kernels and inherits every test.
 */
public abstract class CheckpointContract {
    /** 50 rows in batches of 16, the last of 2. */
    static final int STEPS_PER_EPOCH = 4;

    static final int EPOCHS = 5;

    @TempDir
    private Path folder = Path.of("");

    /** The kernels that train. */
    protected abstract DenseKernels kernels();

    private Path file() {
        return folder.resolve("checkpoint.safetensors");
    }

    /** What ends a training in the middle. */
    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Throws when a step is over, before its checkpoint would be written. */
    private record Interrupter(int at) implements TrainingListener {
        @Override
        public void onStep(int epoch, int step, int steps, int rows, double loss) {
            if ((epoch - 1) * steps + step == at) throw new Interruption();
        }
    }

    static Dataset data(int rows, long seed) {
        Random random = new Random(seed);
        float[] x = new float[rows * 19], label = new float[rows];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        for (int r = 0; r < rows; r++) label[r] = random.nextInt(3);
        return FloatDataset.of(19, x, 1, label);
    }

    /** Odd widths and dropout. */
    static Network network(DenseKernels kernels, long seed) {
        return Network.input(19)
                .dense(37, Activation.GELU)
                .dropout(0.3)
                .dense(21, Activation.TANH)
                .dense(3)
                .build(Initializer.glorot(), seed, kernels);
    }

    /** Everything that a training can have: schedule, clipping, validation, metric, early stopping. */
    private static Trainer trainer(Network network, Optimizer optimizer) {
        return Trainer.of(network, new SoftmaxCrossEntropy(), optimizer)
                .batchSize(16)
                .epochs(EPOCHS)
                .seed(7)
                .schedule(Schedule.cosine(0.1).warmUp(3))
                .clipNorm(0.8)
                .metric(new Accuracy())
                .earlyStopping(EarlyStopping.after(3));
    }

    private static History fit(Trainer trainer) {
        return trainer.fit(data(50, 1), data(23, 2));
    }

    /** Trains until step {@code at} is over, and has then a checkpoint of the step before. */
    private void interrupt(Trainer trainer, int at) {
        try {
            fit(trainer.checkpoint(Checkpoints.to(file()).everySteps(1)).listener(new Interrupter(at)));
            throw new AssertionError("not interrupted");
        } catch (Interruption expected) {
            // As planned.
        }
    }

    /** Epochs but for the seconds, which are never the same twice. */
    private static void assertSame(History resumed, History whole) {
        assertThat(withoutSeconds(resumed)).isEqualTo(withoutSeconds(whole));
        assertThat(resumed.stoppedEarly()).isEqualTo(whole.stoppedEarly());
        assertThat(resumed.bestEpoch()).isEqualTo(whole.bestEpoch());
    }

    private static List<Epoch> withoutSeconds(History history) {
        return history.epochs().stream()
                .map(e -> new Epoch(
                        e.number(),
                        e.trainLoss(),
                        e.validationLoss(),
                        e.validationScore(),
                        e.learningRate(),
                        e.rows(),
                        0))
                .toList();
    }

    static Stream<Optimizer> optimizers() {
        return Optimizer.all().stream();
    }

    /** Within an epoch, at its end before and after validation, in the first and in the last one. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void resumedEndsAsUninterrupted(Optimizer optimizer) throws IOException {
        Network network = network(kernels(), 1);
        History whole = fit(trainer(network, optimizer));
        for (int at : new int[] {2, 4, 5, 6, 11, EPOCHS * STEPS_PER_EPOCH}) {
            interrupt(trainer(network(kernels(), 1), optimizer), at);
            // Another start: everything has to come from the file.
            Network resumed = network(kernels(), 99);
            History history = fit(trainer(resumed, optimizer).resume(file()));
            assertThat(resumed.parameters()).as("interrupted at step %d", at).isEqualTo(network.parameters());
            assertSame(history, whole);
        }
    }

    @Test
    void interruptedInEveryStepItEndsTheSame() throws IOException {
        Optimizer optimizer = Optimizer.named("adamw", 0.01);
        Network whole = network(kernels(), 1), resumed = network(kernels(), 1);
        History history = fit(trainer(whole, optimizer));
        int steps = history.epochs().size() * STEPS_PER_EPOCH;
        interrupt(trainer(resumed, optimizer), 2);
        for (int at = 3; at <= steps; at++) {
            resumed = network(kernels(), at);
            interrupt(trainer(resumed, optimizer).resume(file()), at);
        }
        assertSame(fit(trainer(resumed, optimizer).resume(file())), history);
        assertThat(resumed.parameters()).isEqualTo(whole.parameters());
    }

    @Test
    void anyNumberOfThreadsMayResume() throws IOException {
        Optimizer optimizer = Optimizer.named("adam", 0.01);
        Network whole = network(kernels(), 1), resumed = network(kernels(), 2);
        fit(trainer(whole, optimizer));
        try (ExecutorService executor = Executors.newFixedThreadPool(1);
                Team team = Team.of(executor, 2)) {
            interrupt(trainer(network(kernels(), 1), optimizer).team(team), 7);
            fit(trainer(resumed, optimizer).resume(file()));
            assertThat(resumed.parameters()).isEqualTo(whole.parameters());
            interrupt(trainer(network(kernels(), 1), optimizer), 7);
            fit(trainer(resumed, optimizer).resume(file()).team(team));
            assertThat(resumed.parameters()).isEqualTo(whole.parameters());
        }
    }

    /** The validation data's labels are the wrong ones, so that the loss rises and training stops. */
    @Test
    void earlyStoppingRemembersItsBestEpoch() throws IOException {
        Optimizer optimizer = Optimizer.named("momentum", 0.2);
        Network whole = network(kernels(), 1);
        History history = stopping(whole, optimizer, null, 0).fit(data(50, 1), data(23, 5));
        assertThat(history.stoppedEarly()).isTrue();
        int last = history.epochs().size();
        assertThat(history.bestEpoch()).isLessThan(last);
        for (int at = (history.bestEpoch() - 1) * STEPS_PER_EPOCH + 2; at <= last * STEPS_PER_EPOCH; at++) {
            Network resumed = network(kernels(), 3);
            Trainer interrupted = stopping(network(kernels(), 1), optimizer, null, at);
            try {
                interrupted.fit(data(50, 1), data(23, 5));
            } catch (Interruption expected) {
                // As planned.
            }
            assertSame(stopping(resumed, optimizer, file(), 0).fit(data(50, 1), data(23, 5)), history);
            assertThat(resumed.parameters()).as("interrupted at step %d", at).isEqualTo(whole.parameters());
        }
    }

    private Trainer stopping(Network network, Optimizer optimizer, @Nullable Path from, int interruption)
            throws IOException {
        Trainer trainer = Trainer.of(network, new SoftmaxCrossEntropy(), optimizer)
                .batchSize(16)
                .epochs(40)
                .earlyStopping(EarlyStopping.after(2))
                .listener(new Interrupter(interruption));
        if (interruption > 0) trainer.checkpoint(Checkpoints.to(file()).everySteps(1));
        return from == null ? trainer : trainer.resume(from);
    }

    @Test
    void aTrainingThatIsOverResumesToItsEnd() throws IOException {
        Optimizer optimizer = Optimizer.named("rmsprop");
        Network whole = network(kernels(), 1), resumed = network(kernels(), 2);
        History history = fit(trainer(whole, optimizer).checkpoint(file()));
        History again = fit(trainer(resumed, optimizer).resume(file()).listener(new Interrupter(1)));
        assertThat(again).isEqualTo(history);
        assertThat(resumed.parameters()).isEqualTo(whole.parameters());
    }

    /** In the file everything is row-major: what another layout has written means the same. */
    @Test
    void aCheckpointIsANetworksFileToo() throws IOException {
        Network network = network(kernels(), 1);
        Trainer.of(network, new SoftmaxCrossEntropy(), Optimizer.named("adam"))
                .epochs(2)
                .checkpoint(file())
                .fit(data(50, 1));
        Network read = Safetensors.readNetwork(file(), kernels());
        assertThat(read.parameters()).isEqualTo(network.parameters());
        try (SafetensorsFile file = SafetensorsFile.open(file())) {
            float[] first = file.floats("optimizer.first.0.weight");
            assertThat(first).hasSize(19 * 37).isNotEqualTo(new float[19 * 37]);
            assertThat(file.tensor("optimizer.second.3.bias").hasShape(21)).isTrue();
        }
    }
}
