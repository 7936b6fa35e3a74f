package dev.nn.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nn.loss.Loss;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.Sgd;
import dev.nn.training.DivergenceException;
import dev.nn.training.History;
import dev.nn.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that diverge or whose thread is interrupted end as those on one machine do. */
@Timeout(120)
final class StoppedTrainingTest {
    private static final List<Example> ROWS = Blobs.examples(300);

    private static SparkSession session;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        session = LocalSpark.open("local[2]");
    }

    @AfterAll
    static void close() {
        session.stop();
    }

    private static JavaRDD<Example> rows() {
        return new JavaSparkContext(session.sparkContext()).parallelize(ROWS, 3);
    }

    /** Ten steps an epoch. */
    private static SparkTrainer trainer(Network network, Loss loss, Optimizer optimizer, int localSteps) {
        return SparkTrainer.of(network, loss, optimizer)
                .batchSize(30)
                .epochs(3)
                .localSteps(localSteps)
                .seed(5);
    }

    private static TrainingListener at(int epoch, int step, Runnable action) {
        return new TrainingListener() {
            @Override
            public void onStep(int number, int done, int steps, int batch, double loss) {
                if (number == epoch && done == step) action.run();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aTrainingThatDivergesIsNamedWithItsStep(int localSteps) throws Exception {
        List<Example> numbers = new ArrayList<>();
        for (Example row : ROWS) numbers.add(new Example(row.features(), new float[] {row.target()[0], 0, 1}));
        Network network = Blobs.network();
        String checkpoints = folder.toUri().toString();
        SparkTrainer trainer = trainer(network, new MeanSquaredError(), Sgd.withLearningRate(0.01), localSteps)
                .schedule((base, step, total) -> step < 11 ? base : 1e4)
                .checkpoint(checkpoints);
        JavaRDD<Example> table = new JavaSparkContext(session.sparkContext()).parallelize(numbers, 3);
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(() -> trainer.fit(table))
                .withMessageContainingAll("training diverged: the loss is ", " (epoch 2)", "learning rate 1")
                .satisfies(e -> {
                    assertThat(e.epoch()).isEqualTo(2);
                    assertThat(e.step()).isBetween(12L, 20L);
                });
        // The only checkpoint is that of the first epoch.
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::toString).filter(name -> name.endsWith(".safetensors")))
                    .singleElement()
                    .asString()
                    .contains("10");
        }
        // Those who let the loss grow get as far as numbers go.
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(
                        () -> trainer(Blobs.network(), new MeanSquaredError(), Sgd.withLearningRate(1e4), localSteps)
                                .divergenceFactor(Double.POSITIVE_INFINITY)
                                .epochs(50)
                                .fit(table))
                .withMessageMatching(".*(NaN|Infinity).*");
    }

    @Test
    void parametersAndRatesMustBeNumbers() {
        Network broken = Blobs.network();
        broken.parameters()[0] = Float.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(broken, new SoftmaxCrossEntropy(), Adam.withDefaults(), 0)
                        .fit(rows()))
                .withMessageContainingAll("can't be trained", "layer 1", "NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(Blobs.network(), new SoftmaxCrossEntropy(), Adam.withDefaults(), 0)
                        .schedule((base, step, total) -> step == 13 ? Double.NaN : base)
                        .fit(rows()))
                .withMessageContaining("learning rate NaN at step 13 (epoch 2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(Blobs.network(), new SoftmaxCrossEntropy(), Adam.withDefaults(), 0)
                        .divergenceFactor(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void anInterruptedTrainingGoesOnFromItsCheckpoint(int localSteps) {
        Network whole = Blobs.network();
        trainer(whole, new SoftmaxCrossEntropy(), Adam.withLearningRate(0.01), localSteps)
                .fit(rows());
        String checkpoints = folder.toUri().toString();
        Network network = Blobs.network();
        History history = trainer(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(0.01), localSteps)
                .checkpoint(checkpoints)
                .listener(at(2, 4, () -> Thread.currentThread().interrupt()))
                .fit(rows());
        assertThat(Thread.interrupted()).as("stays interrupted").isTrue();
        assertThat(history.interrupted()).isTrue();
        assertThat(history.epochs()).hasSize(1);
        assertThat(Blobs.parameters(network)).isNotEqualTo(Blobs.parameters(whole));
        Network resumed = Blobs.network();
        List<Integer> steps = new ArrayList<>();
        History rest = trainer(resumed, new SoftmaxCrossEntropy(), Adam.withLearningRate(0.01), localSteps)
                .checkpoint(checkpoints)
                .listener(at(2, 4, () -> steps.add(4)))
                .listener(at(2, 6, () -> steps.add(6)))
                .fit(rows());
        assertThat(rest.interrupted()).isFalse();
        assertThat(steps).as("not from the beginning").containsExactly(6);
        assertThat(Blobs.parameters(resumed)).isEqualTo(Blobs.parameters(whole));
    }

    /** An executor may take long; the driver doesn't wait for it. */
    @Test
    void anInterruptEndsTheWaitForExecutors() throws Exception {
        Network network = Blobs.network();
        SlowLoss.MILLIS.set(0);
        Thread fitting = Thread.currentThread();
        Thread interrupting = new Thread(() -> {
            SlowLoss.awaitSlow();
            fitting.interrupt();
        });
        interrupting.start();
        History history = trainer(network, new SlowLoss(), Adam.withLearningRate(0.01), 0)
                .listener(at(1, 5, () -> SlowLoss.MILLIS.set(60_000)))
                .fit(rows());
        assertThat(Thread.interrupted()).isTrue();
        interrupting.join();
        SlowLoss.MILLIS.set(0);
        assertThat(history.interrupted()).isTrue();
        assertThat(history.epochs()).isEmpty();
        // Spark is there for the next training.
        assertThat(trainer(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(0.01), 0)
                        .fit(rows())
                        .epochs())
                .hasSize(3);
    }
}
