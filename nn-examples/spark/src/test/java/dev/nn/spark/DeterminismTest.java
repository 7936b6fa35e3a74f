package dev.nn.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.loss.Loss;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bits on one thread and on two, each time, and whatever fails. */
final class DeterminismTest {
    private static final int PARTITIONS = 7;
    private static final List<Example> ROWS = Blobs.examples(300);

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void sameBitsWithAnyNumberOfThreads(int localSteps) {
        float[] one = train("local[1]", localSteps, ROWS, PARTITIONS);
        assertThat(train("local[2]", localSteps, ROWS, PARTITIONS)).isEqualTo(one);
        assertThat(train("local[4]", localSteps, ROWS, PARTITIONS)).isEqualTo(one);
    }

    @Test
    void anotherSeedOrPartitioningGivesOtherBits() {
        float[] one = train("local[2]", 0, ROWS, PARTITIONS);
        assertThat(train("local[2]", 0, ROWS, PARTITIONS + 1)).isNotEqualTo(one);
    }

    /** A shuffle delivers the rows of a partition in any order. */
    @Test
    void orderWithinPartitionDoesNotMatter() {
        List<Example> shuffled = new ArrayList<>(ROWS);
        Collections.reverse(shuffled);
        assertThat(train("local[2]", 0, shuffled, 1)).isEqualTo(train("local[2]", 0, ROWS, 1));
    }

    /** Every task that reads the data fails at its first attempt, and so does every task of every step. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void failingTasksDoNotChangeTheResult(int localSteps) {
        float[] whole = train("local[2]", localSteps, ROWS, PARTITIONS);
        SparkSession session = LocalSpark.open("local[2,4]");
        try {
            Network network = Blobs.network();
            FailingLoss.FAILURES.set(0);
            trainer(network, localSteps, new FailingLoss())
                    .fit(new JavaSparkContext(session.sparkContext())
                            .parallelize(ROWS, PARTITIONS)
                            .mapPartitions(rows -> {
                                FailingLoss.failFirst();
                                return rows;
                            }));
            assertThat(Blobs.parameters(network)).isEqualTo(whole);
            int exchanges = 2 * (localSteps == 0 ? 10 : 3);
            assertThat(FailingLoss.FAILURES).hasValue(PARTITIONS * (1 + exchanges));
        } finally {
            session.stop();
        }
    }

    private static float[] train(String master, int localSteps, List<Example> rows, int partitions) {
        SparkSession session = LocalSpark.open(master);
        try {
            Network network = Blobs.network();
            trainer(network, localSteps, new SoftmaxCrossEntropy())
                    .fit(new JavaSparkContext(session.sparkContext()).parallelize(rows, partitions));
            return Blobs.parameters(network);
        } finally {
            session.stop();
        }
    }

    private static SparkTrainer trainer(Network network, int localSteps, Loss loss) {
        return SparkTrainer.of(network, loss, Adam.withLearningRate(0.01))
                .batchSize(32)
                .epochs(2)
                .localSteps(localSteps)
                .seed(5);
    }
}
