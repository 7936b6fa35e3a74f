package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nn.activation.Activation;
import dev.nn.data.DataFormatException;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.format.Safetensors;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.loss.Huber;
import dev.nn.loss.Loss;
import dev.nn.loss.MeanSquaredError;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.Momentum;
import dev.nn.optimizer.Optimizer;
import dev.nn.safetensors.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When checkpoints are written, and what can't be resumed. */
class CheckpointTest {
    private static final Optimizer ADAM = Adam.withDefaults();

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("checkpoint.safetensors");
    }

    private static Network network() {
        return Network.input(2).dense(3, Activation.TANH).dense(1).build(Initializer.he(), 1, new ScalarDenseKernels());
    }

    private static Dataset data(int rows, float first) {
        float[] x = new float[rows * 2], y = new float[rows];
        for (int i = 0; i < x.length; i++) x[i] = (float) Math.sin(i + first);
        for (int r = 0; r < rows; r++) y[r] = x[2 * r] > 0 ? 1 : 0;
        return FloatDataset.of(2, x, 1, y);
    }

    /** Three steps in each of two epochs. */
    private static Trainer trainer(Network network, Loss loss, Optimizer optimizer) {
        return Trainer.of(network, loss, optimizer).batchSize(10).epochs(2).seed(3);
    }

    private static Trainer trainer() {
        return trainer(network(), new MeanSquaredError(), ADAM);
    }

    /** The step of the checkpoint that is there after each step. */
    private List<Long> steps(Checkpoints plan) {
        List<Long> steps = new ArrayList<>();
        TrainingListener look = new TrainingListener() {
            @Override
            public void onStep(int epoch, int step, int of, int rows, double loss) {
                steps.add(step());
            }
        };
        trainer().checkpoint(plan).listener(look).fit(data(30, 0));
        steps.add(step());
        return steps;
    }

    private long step() {
        if (!Files.exists(file)) return 0;
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            return Checkpoint.read(open, network(), ADAM).step();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void plans() throws IOException {
        assertThat(steps(Checkpoints.to(file))).containsExactly(0L, 0L, 0L, 3L, 3L, 3L, 6L);
        Files.delete(file);
        assertThat(steps(Checkpoints.to(file).everySteps(2))).containsExactly(0L, 0L, 2L, 3L, 4L, 4L, 6L);
        Files.delete(file);
        assertThat(steps(Checkpoints.to(file).everyEpochs(2))).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 6L);
        Files.delete(file);
        assertThat(steps(Checkpoints.to(file).everyEpochs(0))).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 6L);
        Files.delete(file);
        Checkpoints always = Checkpoints.to(file).everyEpochs(0).every(Duration.ofNanos(1));
        assertThat(steps(always)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        Files.delete(file);
        assertThat(steps(always.every(Duration.ofDays(1)))).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 6L);
        assertThatIllegalArgumentException().isThrownBy(() -> always.everyEpochs(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> always.everySteps(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> always.every(Duration.ofNanos(-1)));
    }

    private static Arguments other(String named, UnaryOperator<Trainer> change) {
        return Arguments.of(named, change);
    }

    static List<Arguments> changes() {
        return List.of(
                other("batch size 10 in the checkpoint, 11 here", t -> t.batchSize(11)),
                other("seed 3 in the checkpoint, 4 here", t -> t.seed(4)),
                other("gradient norm Infinity in the checkpoint, 2.0 here", t -> t.clipNorm(2)),
                other("early stopping null in the checkpoint", t -> t.earlyStopping(EarlyStopping.after(1))),
                other("learning rate of step 3 0.001 in the checkpoint", t -> t.schedule(Schedule.cosine(0))),
                other("epochs 2 in the checkpoint, 1 here", t -> t.epochs(1)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatDiffersIsNamed(String difference, UnaryOperator<Trainer> change) throws IOException {
        trainer().checkpoint(file).fit(data(30, 0), data(5, 1));
        Network network = network();
        Trainer other = trainer(network, new MeanSquaredError(), ADAM).resume(file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> change.apply(other).fit(data(30, 0), data(5, 1)))
                .withMessageContaining(file + " can't be resumed")
                .withMessageContaining(difference);
        assertThat(network.parameters()).isEqualTo(network().parameters());
    }

    @Test
    void otherDataAreNamed() throws IOException {
        trainer().checkpoint(file).fit(data(30, 0), data(5, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer().resume(file).fit(data(31, 0), data(5, 1)))
                .withMessageContaining("training data 30 rows of 2 features")
                .withMessageContaining("31 rows of 2 features");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer().resume(file).fit(data(30, 0.5f), data(5, 1)))
                .withMessageContaining("training data 30 rows of 2 features and 1 targets, checksum");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer().resume(file).fit(data(30, 0)))
                .withMessageContaining("validation data 5 rows")
                .withMessageContaining("none here");
    }

    @Test
    void anotherLossIsNamed() throws IOException {
        trainer(network(), new Huber(1), ADAM).checkpoint(file).fit(data(30, 0));
        for (Loss loss : List.of(new Huber(2), new BinaryCrossEntropy())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> trainer(network(), loss, ADAM).resume(file).fit(data(30, 0)))
                    .withMessageContainingAll("loss Huber[delta=1.0] in the checkpoint, " + loss);
        }
    }

    @Test
    void anotherNetworkOrOptimizerIsNamedAtOnce() {
        trainer().checkpoint(file).fit(data(30, 0));
        Network wider = Network.input(2).dense(4, Activation.TANH).dense(1).build(Initializer.he(), 1);
        Optimizer momentum = Momentum.withDefaults();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> trainer(wider, new MeanSquaredError(), momentum).resume(file))
                .withMessageContaining("network")
                .withMessageContaining("\"out\":4")
                .withMessageContaining("optimizer " + ADAM + " in the checkpoint, " + momentum + " here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(network(), new MeanSquaredError(), Adam.withLearningRate(0.1))
                        .resume(file))
                .withMessageContaining("learningRate=0.1");
    }

    /** The schedule is constant, so what was done stands. */
    @Test
    void moreEpochsMayFollow() throws IOException {
        trainer().checkpoint(file).fit(data(30, 0));
        Network longer = network(), whole = network();
        Trainer resumed =
                trainer(longer, new MeanSquaredError(), ADAM).epochs(5).resume(file);
        History history = resumed.fit(data(30, 0));
        trainer(whole, new MeanSquaredError(), ADAM).epochs(5).fit(data(30, 0));
        assertThat(longer.parameters()).isEqualTo(whole.parameters());
        assertThat(history.epochs()).extracting(Epoch::number).containsExactly(1, 2, 3, 4, 5);
        // The next fit starts again from the first epoch.
        assertThat(resumed.fit(data(30, 0)).epochs()).hasSize(5);
        assertThat(longer.parameters()).isNotEqualTo(whole.parameters());
    }

    @Test
    void whatIsNoCheckpointIsRefused() throws IOException {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> trainer().resume(file));
        Safetensors.write(file, network());
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> trainer().resume(file))
                .withMessageContainingAll(file.toString(), "no checkpoint", "'nn.checkpoint'");
    }

    @Test
    void aTruncatedCheckpointIsRefused() throws IOException {
        trainer().checkpoint(file).fit(data(30, 0));
        byte[] whole = Files.readAllBytes(file);
        for (int size = 0; size < whole.length; size += 7) {
            Files.write(file, Arrays.copyOf(whole, size));
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> trainer().resume(file))
                    .withMessageStartingWith(file.toString());
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsFoundBeforeTheWork() {
        Network network = network();
        Trainer trainer = trainer(network, new MeanSquaredError(), ADAM).checkpoint(folder);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> trainer.fit(data(30, 0)))
                .withMessageContaining(folder.toString());
        assertThat(network.parameters()).isEqualTo(network().parameters());
    }

    /** A temporary file that nobody writes any more is removed, others stay; {@code AtomicFileTest} has live writers. */
    @Test
    void leftoversOfKilledProcessesAreRemoved() throws IOException {
        Path abandoned = Files.createFile(folder.resolve(".checkpoint.safetensors.00112233445566778899aabb.tmp"));
        Path mine = Files.createFile(folder.resolve(".checkpoint.safetensors.my-notes.tmp"));
        Path other = Files.createFile(folder.resolve(".other.safetensors.00112233445566778899aabb.tmp"));
        trainer().checkpoint(file).fit(data(30, 0));
        assertThat(abandoned).doesNotExist();
        assertThat(mine).exists();
        assertThat(other).exists();
    }
}
