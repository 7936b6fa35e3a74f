package dev.nn.spark.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.spark.LocalSpark;
import dev.nn.spark.SparkScorer;
import dev.nn.spark.SparkTrainer;
import dev.nn.training.History;
import dev.nn.training.Schedule;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Spark MLlib's multilayer perceptron and ours, on the same rows in the same session: the real digits in two partitions,
 * from the same cached table, with hidden layers of the same widths.
 *
 * <p>L-BFGS goes through all rows once or more in each iteration. Its rows per second are counted from its number of
 * iterations and one pass each.
 */
@Tag("exhaustive")
final class MllibComparisonTest {
    private static final int PARTITIONS = 2;
    private static final int EPOCHS = 8;
    private static final int ITERATIONS = Integer.getInteger("nn.mllib.iterations", 100);

    @Test
    void atLeastAsGoodAndFiveTimesAsFast() {
        SparkSession session = LocalSpark.open("local[2]");
        try {
            Dataset<Row> train = table(session, "train").cache(),
                    test = table(session, "t10k").cache();
            long rows = train.count();

            long start = System.nanoTime();
            MultilayerPerceptronClassificationModel theirs = new MultilayerPerceptronClassifier()
                    .setLayers(new int[] {784, 256, 128, 10})
                    .setMaxIter(ITERATIONS)
                    .setSeed(1)
                    .fit(train);
            double theirSeconds = (System.nanoTime() - start) * 1e-9;
            int iterations = theirs.summary().totalIterations();
            double theirRate = rows * (double) iterations / theirSeconds;
            double theirAccuracy = Scores.accuracy(theirs.transform(test), "label");

            start = System.nanoTime();
            Network network = Network.input(784)
                    .dense(256, Activation.RELU)
                    .dense(128, Activation.RELU)
                    .dense(10)
                    .build(Initializer.he(), 1);
            History history = SparkTrainer.of(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(0.002))
                    .batchSize(256)
                    .epochs(EPOCHS)
                    .localSteps(256)
                    .schedule(Schedule.cosine(0))
                    .seed(1)
                    .fit(train, "features", "label");
            double ourSeconds = (System.nanoTime() - start) * 1e-9;
            // MLlib's time is its iterations to a hundredth; ours has seconds of packing and compiling in it besides.
            double ourRate = history.rowsPerSecond();
            double ourAccuracy = Scores.accuracy(SparkScorer.classifier(network).transform(test), "label");

            System.out.printf(
                    "MLlib: accuracy %.4f, %d iterations in %.1f s, %.0f rows/s%n",
                    theirAccuracy, iterations, theirSeconds, theirRate);
            System.out.printf(
                    "nn:    accuracy %.4f, %d epochs in %.1f s, %.0f rows/s in epochs, %.0f with all around them%n",
                    ourAccuracy, EPOCHS, ourSeconds, ourRate, rows * (double) EPOCHS / ourSeconds);
            assertThat(ourAccuracy).isGreaterThanOrEqualTo(Math.max(theirAccuracy, 0.975));
            assertThat(ourRate).isGreaterThanOrEqualTo(5 * theirRate);
            assertThat(ourSeconds).isLessThan(theirSeconds / 5);
        } finally {
            session.stop();
        }
    }

    /** The digits as MLlib wants them: the features a vector, the label a double. */
    private static Dataset<Row> table(SparkSession session, String part) {
        Dataset<Row> digits = DigitTable.of(session, part, PARTITIONS);
        return digits.select(
                digits.col("label").cast("double").as("label"),
                functions.array_to_vector(digits.col("features")).as("features"));
    }
}
