package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.DenseKernels;
import dev.nn.lane.LanePass;
import dev.nn.loss.Loss;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.network.Team;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.Sgd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What trainings side by side must come to on any kernels: each to what it comes to alone. A subclass names the kernels. */
public abstract class SideBySideContract {
    private static final int ROWS = 75;

    /** The kernels that train. */
    protected abstract DenseKernels kernels();

    /** Whether these kernels are expected to train small networks in lanes. */
    protected abstract boolean hasLanes();

    private static Dataset data(int features, int seed) {
        Random random = new Random(seed);
        float[] x = new float[ROWS * features], label = new float[ROWS];
        for (int i = 0; i < x.length; i++) x[i] = random.nextFloat(-1, 1);
        for (int i = 0; i < ROWS; i++) label[i] = x[features * i] * x[features * (i + 1) - 1] > 0 ? 1 : 0;
        return FloatDataset.of(features, x, 1, label);
    }

    private Network network(NetworkBuilder layers, int seed) {
        return layers.build(Initializer.glorot(), seed, kernels());
    }

    private Network network(int seed) {
        return network(Network.input(2).dense(16, Activation.TANH).dense(2), seed);
    }

    private static Trainer trainer(Network network, int i) {
        return Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(0.003 * (1 + i % 3)))
                .batchSize(16)
                .epochs(3)
                .seed(i);
    }

    /** Trains as many as {@code count} alone and together, and compares. */
    private static void compare(int count, IntFunction<Trainer> trainer, Dataset train, Dataset validation) {
        List<Trainer> alone = new ArrayList<>(), together = new ArrayList<>();
        List<List<String>> heardAlone = new ArrayList<>(), heard = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            alone.add(listened(trainer.apply(i), heardAlone));
            together.add(listened(trainer.apply(i), heard));
        }
        List<History> expected =
                alone.stream().map(each -> each.fit(train, validation)).toList();
        List<History> histories = Trainer.fitAll(together, train, validation);
        assertThat(heard).isEqualTo(heardAlone);
        assertThat(histories).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(together.get(i).network.parameters())
                    .isEqualTo(alone.get(i).network.parameters());
            assertThat(histories.get(i).bestEpoch()).isEqualTo(expected.get(i).bestEpoch());
            assertThat(histories.get(i).stoppedEarly())
                    .isEqualTo(expected.get(i).stoppedEarly());
            assertThat(histories.get(i).divergence()).isNull();
        }
    }

    private static Trainer listened(Trainer trainer, List<List<String>> heard) {
        List<String> lines = new ArrayList<>();
        heard.add(lines);
        return trainer.listener(new TrainingListener() {
            @Override
            public void onStep(int epoch, int step, int steps, int rows, double loss) {
                lines.add("%d %d/%d %d %s".formatted(epoch, step, steps, rows, loss));
            }

            @Override
            public void onEpoch(Epoch epoch) {
                lines.add("%d %s %s %s"
                        .formatted(epoch.number(), epoch.trainLoss(), epoch.validationLoss(), epoch.learningRate()));
            }
        });
    }

    @Test
    void smallNetworksAreInLanesWhereKernelsHaveThem() {
        assertThat(LanePass.supports(network(1))).isEqualTo(hasLanes());
        Network wide = network(Network.input(2).dense(100).dense(2), 1);
        assertThat(LanePass.supports(wide)).isFalse();
        Network noisy = network(Network.input(2).dense(10).dropout(0.1).dense(2), 1);
        assertThat(LanePass.supports(noisy)).isFalse();
    }

    /** Widths around those of registers, lines and panels; batches that leave a short one, of up to eight rows too. */
    @ParameterizedTest
    @CsvSource({
        "2, 16, 32, tanh", "1, 1, 75, relu", "3, 5, 8, gelu", "5, 17, 9, silu", "9, 16, 5, sigmoid",
        "16, 33, 34, leaky-relu", "17, 64, 10, tanh", "64, 24, 7, softplus", "40, 48, 70, identity", "4, 63, 1, elu"
    })
    void eachHasTheBitsThatItHasAlone(int in, int hidden, int batch, String activation) {
        Activation act = Activation.named(activation);
        compare(
                5,
                i -> trainer(
                                network(
                                        Network.input(in)
                                                .dense(hidden, act)
                                                .dense(hidden, act)
                                                .dense(2),
                                        i),
                                i)
                        .batchSize(batch)
                        .epochs(2),
                data(in, 4),
                data(in, 5));
    }

    @Test
    void moreThanThereAreLanesAndOfSeveralKinds() {
        compare(
                37,
                i -> trainer(
                                network(
                                        Network.input(2)
                                                .dense(i % 2 == 0 ? 16 : 9, Activation.RELU)
                                                .dense(2),
                                        i),
                                i)
                        .batchSize(i % 7 == 0 ? 20 : 16),
                data(2, 1),
                data(2, 2));
    }

    @Test
    void layersThatHaveNoLanesAreTrainedToo() {
        compare(
                4,
                i -> trainer(
                        network(
                                Network.input(2)
                                        .dense(10)
                                        .batchNorm()
                                        .dropout(0.2)
                                        .dense(2),
                                i),
                        i),
                data(2, 1),
                data(2, 2));
    }

    @Test
    void everyOptimizerWithSchedulesClippingPenaltiesAndGroups() {
        for (Optimizer optimizer : Optimizer.all()) {
            compare(
                    4,
                    i -> Trainer.of(network(i), new SoftmaxCrossEntropy(), optimizer)
                            .batchSize(20)
                            .epochs(2)
                            .seed(i)
                            .schedule(Schedule.cosine(0.1))
                            .clipNorm(i % 2 == 0 ? 0.1 : Double.POSITIVE_INFINITY)
                            .l1(i == 3 ? 1e-3 : 0)
                            .group(1, 2, Optimizer.named(optimizer.name(), 1e-3)),
                    data(2, 1),
                    data(2, 2));
        }
    }

    @Test
    void regressionsWithMicroBatchesAndFrozenLayersAmongThem() {
        Loss loss = new MeanSquaredError();
        compare(
                6,
                i -> {
                    Trainer trainer = Trainer.of(
                            network(Network.input(3).dense(8, Activation.TANH).dense(1), i), loss, Adam.withDefaults());
                    if (i == 1) trainer.microBatch(8);
                    if (i == 4) trainer.frozen(0, 1);
                    return trainer.batchSize(16).epochs(2);
                },
                data(3, 1),
                data(3, 2));
    }

    /** They end at different epochs: the others go on, at last one by one. */
    @Test
    void someStopEarlyAndSomeAreShorter() {
        compare(
                6,
                i -> trainer(network(i), i)
                        .epochs(4 + 3 * i)
                        .earlyStopping(EarlyStopping.after(1 + i % 2))
                        .reduceOnPlateau(ReduceOnPlateau.after(1)),
                data(2, 1),
                data(2, 2));
    }

    @Test
    void aTeamOfThreadsGivesTheSameBits() {
        try (ExecutorService executor = Executors.newFixedThreadPool(1);
                Team team = Team.of(executor, 2)) {
            compare(3, i -> trainer(network(i), i).team(team), data(2, 1), data(2, 2));
        }
    }

    @Test
    void oneThatDivergesEndsAlone() {
        List<Trainer> together = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Network network = network(Network.input(2).dense(8, Activation.RELU).dense(1), i);
            together.add(Trainer.of(network, new MeanSquaredError(), Sgd.withLearningRate(i == 2 ? 1e4 : 0.01))
                    .batchSize(16)
                    .epochs(4)
                    .seed(i));
        }
        List<History> histories = Trainer.fitAll(together, data(2, 1));
        for (int i = 0; i < 6; i++) {
            History history = histories.get(i);
            assertThat(history.divergence() == null).isEqualTo(i != 2);
            assertThat(history.epochs()).hasSize(i == 2 ? 0 : 4);
            if (i == 2) continue;
            Network alone = network(Network.input(2).dense(8, Activation.RELU).dense(1), i);
            Trainer.of(alone, new MeanSquaredError(), Sgd.withLearningRate(0.01))
                    .batchSize(16)
                    .epochs(4)
                    .seed(i)
                    .fit(data(2, 1));
            assertThat(together.get(i).network.parameters()).isEqualTo(alone.parameters());
        }
    }

    @Test
    void aCheckpointGoesOnBesideOthers(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("training.nn");
        Network whole = network(1), cut = network(1);
        trainer(whole, 1).fit(data(2, 1), data(2, 2));
        trainer(cut, 1).epochs(2).checkpoint(file).fit(data(2, 1), data(2, 2));
        List<Trainer> together = new ArrayList<>();
        for (int i = 2; i < 6; i++) together.add(trainer(network(i), i));
        Network resumed = network(7);
        together.add(trainer(resumed, 1).checkpoint(folder.resolve("other.nn")).resume(file));
        Trainer.fitAll(together, data(2, 1), data(2, 2));
        assertThat(resumed.parameters()).isEqualTo(whole.parameters());
    }

    @Test
    void anInterruptEndsAll() {
        List<Trainer> together = new ArrayList<>();
        for (int i = 0; i < 20; i++) together.add(trainer(network(i), i).epochs(50));
        together.get(3).listener(new TrainingListener() {
            @Override
            public void onEpoch(Epoch epoch) {
                if (epoch.number() == 5) Thread.currentThread().interrupt();
            }
        });
        List<History> histories = Trainer.fitAll(together, data(2, 1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(histories)
                .allMatch(history -> history.interrupted() || history.epochs().size() == 50);
        assertThat(histories.get(19).interrupted()).isTrue();
        assertThat(histories.get(3).epochs()).hasSize(5);
    }

    @Test
    void refusesByNameWhatCannotBe() {
        Network network = network(1);
        Dataset data = data(2, 1), other = data(3, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Trainer.fitAll(List.of(trainer(network(2), 1), trainer(network, 1), trainer(network, 2)), data))
                .withMessage("trainers 1 and 2 have the same network: build one for each trainer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trainer.fitAll(List.of(trainer(network, 1)), other))
                .withMessageStartingWith("trainer 0: training data");
        Trainer stopping = trainer(network(2), 1).earlyStopping(EarlyStopping.after(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trainer.fitAll(List.of(trainer(network, 1), stopping), data))
                .withMessage("trainer 1: early stopping needs validation data");
        assertThat(Trainer.fitAll(List.of(), data)).isEmpty();
        // Nobody has kept a claim.
        trainer(network, 1).fit(data);
    }

    @Test
    void aCheckpointFileIsOneTrainingsOwn(@TempDir Path folder) {
        Path file = folder.resolve("training.nn");
        List<Trainer> both = List.of(
                trainer(network(1), 1).checkpoint(file), trainer(network(2), 2).checkpoint(file));
        assertThatIllegalStateException()
                .isThrownBy(() -> Trainer.fitAll(both, data(2, 1)))
                .withMessageContaining("training.nn is being written");
        trainer(network(3), 3).checkpoint(file).fit(data(2, 1));
    }

    @Test
    void aStepAllocatesNothing() {
        boolean calm = false;
        for (int attempt = 0; attempt < 40 && !calm; attempt++) {
            Meter meter = new Meter();
            List<Trainer> together = new ArrayList<>();
            for (int i = 0; i < 5; i++)
                together.add(trainer(network(i), i).batchSize(2).epochs(20));
            together.getFirst().listener(meter);
            Trainer.fitAll(together, data(2, 1));
            calm = meter.allocated == 0;
        }
        assertThat(calm).isTrue();
    }

    /** What the steps of an epoch have allocated, at least, from its third to its last. */
    private static final class Meter implements TrainingListener {
        private long before;
        private long allocated = Long.MAX_VALUE;

        @Override
        public void onStep(int epoch, int step, int steps, int rows, double loss) {
            if (step == 3) before = AllocationProbe.allocatedBytes();
            if (step == steps) allocated = Math.min(allocated, AllocationProbe.allocatedBytes() - before);
        }
    }
}
