package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.BatchSource;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.data.Subset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.Loss;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import dev.nn.optimizer.Adam;
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

/** Steps whose batch goes through the network in parts. A subclass names the kernels. */
public abstract class MicroBatchContract {
    private static final int ROWS = 60;
    private static final Loss LOSS = new SoftmaxCrossEntropy();
    private static final double UNIT = 0x1p-24;

    @TempDir
    private Path folder = Path.of("");

    /** The kernels that train. */
    protected abstract DenseKernels kernels();

    private Network network() {
        return Network.input(7)
                .dense(11, Activation.TANH)
                .dense(9, Activation.GELU)
                .dense(3)
                .build(Initializer.glorot(), 2, kernels());
    }

    private static Dataset data() {
        Random random = new Random(4);
        float[] x = new float[ROWS * 7], label = new float[ROWS];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        for (int r = 0; r < ROWS; r++) label[r] = random.nextInt(3);
        return FloatDataset.of(7, x, 1, label);
    }

    private static Trainer trainer(Network network) {
        return Trainer.of(network, LOSS, Sgd.withLearningRate(1))
                .batchSize(ROWS)
                .epochs(1);
    }

    /** For each parameter, Σ |g| over the rows, each with its share of the mean. */
    private static double[] termSums(Network network, Dataset data) {
        double[] sums = new double[network.parameters().length];
        float[] gradient = new float[sums.length];
        Pass pass = network.newTrainingPass(1, Team.single(), gradient);
        Rows x = Rows.allocate(1, network.in()), target = Rows.allocate(1, 1), dy = Rows.allocate(1, network.out());
        Workspace workspace = new Workspace().prepare(network.kernels(), LOSS.operations(network.out()));
        for (int r = 0; r < data.size(); r++) {
            BatchSource.of(data).gather(network.kernels(), new int[] {r}, 0, 1, x, target);
            Rows y = pass.forwardTraining(1, x, 0);
            LOSS.evaluate(network.kernels(), 1, network.out(), y, target, 1f / ROWS, dy, workspace);
            pass.backward(1, dy);
            for (int i = 0; i < sums.length; i++) sums[i] += Math.abs(gradient[i]);
        }
        return sums;
    }

    /**
     * Both sum the same terms in different orders. A sum of n products that are rounded once each is off by at most n·u·Σ|terms| to
     * first order; so two are apart by what their longest chains have together, and each parameter is rounded twice.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 20, 59})
    void theStepIsThatOfTheWholeBatchButForTheRoundingOfSums(int part) {
        Dataset data = data();
        Network whole = network(), parts = network(), start = network();
        double[] terms = termSums(start, data);
        trainer(whole).fit(data);
        History history = trainer(parts).microBatch(part).fit(data);
        assertThat(history.last().trainLoss())
                .isCloseTo(trainer(start).fit(data).last().trainLoss(), within(1e-6));
        int chains = ROWS + part + Math.ceilDiv(ROWS, part) + 2;
        Network before = network();
        double moved = 0, allowed = 0;
        for (int i = 0; i < terms.length; i++) {
            double size = Math.abs(whole.parameters()[i]) + Math.abs(before.parameters()[i]);
            double bound = 1.01 * UNIT * (chains * terms[i] + 2 * size);
            assertThat((double) parts.parameters()[i]).as("%d", i).isCloseTo(whole.parameters()[i], within(bound));
            moved += Math.abs(whole.parameters()[i] - before.parameters()[i]);
            allowed += bound;
        }
        // A part that is left out, or counted twice, is far beyond.
        assertThat(allowed).isLessThan(moved / ROWS / 10);
    }

    @Test
    void aPartAsLargeAsTheBatchHasTheBitsOfTheBatch() {
        Network whole = network(), parts = network();
        Trainer.of(whole, LOSS, Adam.withDefaults()).batchSize(16).epochs(3).fit(data());
        Trainer.of(parts, LOSS, Adam.withDefaults())
                .batchSize(16)
                .microBatch(16)
                .epochs(3)
                .fit(data());
        assertThat(parts.parameters()).isEqualTo(whole.parameters());
    }

    @Test
    void wholeTrainingsWithClippingGroupsAndFrozenLayersAgree() {
        Network whole = network(), parts = network();
        for (Network each : new Network[] {whole, parts}) {
            Trainer trainer = Trainer.of(each, LOSS, Adam.withLearningRate(0.01))
                    .batchSize(25)
                    .epochs(4)
                    .clipNorm(0.1)
                    .frozen(1, 2)
                    .group(2, 3, Adam.withLearningRate(0.001));
            if (each.equals(parts)) trainer.microBatch(10);
            trainer.fit(data());
        }
        assertThat(parts.parameters()).containsExactly(whole.parameters(), within(1e-4f));
        assertThat(parts.layerParameters(1)).isEqualTo(network().layerParameters(1));
    }

    @Test
    void threadsDontChangeBits() {
        Network one = network(), many = network();
        Trainer.of(one, LOSS, Adam.withDefaults())
                .batchSize(25)
                .microBatch(9)
                .epochs(3)
                .fit(data());
        ExecutorService executor = Executors.newCachedThreadPool();
        try (Team team = Team.of(executor, 3)) {
            Trainer.of(many, LOSS, Adam.withDefaults())
                    .batchSize(25)
                    .microBatch(9)
                    .epochs(3)
                    .team(team)
                    .fit(data());
        } finally {
            executor.shutdownNow();
        }
        assertThat(many.parameters()).isEqualTo(one.parameters());
    }

    @Test
    void itTakesTheMemoryOfThePartAndAnotherGradient() {
        int[] rows = new int[4096];
        for (int r = 0; r < rows.length; r++) rows[r] = r % ROWS;
        Dataset data = Subset.of(data(), rows);
        Network network = network();
        startBytes(Trainer.of(network, LOSS, Adam.withDefaults()).batchSize(32), data); // loads what the others don't
        long small = startBytes(Trainer.of(network, LOSS, Adam.withDefaults()).batchSize(32), data);
        long parts = startBytes(
                Trainer.of(network, LOSS, Adam.withDefaults()).batchSize(4096).microBatch(32), data);
        assertThat(parts - small).isLessThan(4L * network.parameters().length + 10_000);
        long whole = startBytes(Trainer.of(network, LOSS, Adam.withDefaults()).batchSize(4096), data);
        assertThat(whole - small).isGreaterThan(4096L * 4 * (7 + 11 + 9 + 3));
    }

    private static long startBytes(Trainer trainer, Dataset data) {
        long before = AllocationProbe.allocatedBytes();
        trainer.start(data).close();
        return AllocationProbe.allocatedBytes() - before;
    }

    @Test
    void aCheckpointKnowsTheParts() throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Network network = network();
        Trainer.of(network, LOSS, Adam.withDefaults())
                .microBatch(8)
                .epochs(1)
                .checkpoint(file)
                .fit(data());
        Trainer other = Trainer.of(network, LOSS, Adam.withDefaults()).epochs(2).resume(file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.fit(data()))
                .withMessageContaining("micro-batch 8 in the checkpoint, none here");
        Network straight = network();
        Trainer.of(straight, LOSS, Adam.withDefaults()).microBatch(8).epochs(2).fit(data());
        Trainer.of(network, LOSS, Adam.withDefaults())
                .microBatch(8)
                .epochs(2)
                .resume(file)
                .fit(data());
        assertThat(network.parameters()).isEqualTo(straight.parameters());
    }

    @Test
    void noRowsAreNoPart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(network()).microBatch(0))
                .withMessage("the micro-batch must be at least 1 row, was 0");
    }
}
