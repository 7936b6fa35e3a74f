package dev.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.metric.Accuracy;
import dev.nn.metric.ConfusionMatrix;
import dev.nn.metric.Metric;
import dev.nn.metric.PredictedClass;
import dev.nn.metric.RSquared;
import dev.nn.network.Network;
import dev.nn.network.Team;
import dev.nn.optimizer.Adam;
import dev.nn.training.Evaluator;
import dev.nn.training.Trainer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Metrics of one head of several, and what metrics can't measure. */
class HeadMetricTest {
    private static final int ROWS = 50;

    /** A number, a class of three, another class of two. */
    private static final JointLoss LOSS = JointLoss.of(
            new JointLoss.Head(1, new MeanSquaredError(), 1),
            new JointLoss.Head(3, new SoftmaxCrossEntropy(), 1),
            new JointLoss.Head(1, new BinaryCrossEntropy(), 1));

    private final Network network = Network.input(4).dense(5).build(Initializer.glorot(), 3, new ScalarDenseKernels());
    private final float[] x = new float[ROWS * 4];
    private final float[] targets = new float[ROWS * 3];

    HeadMetricTest() {
        Random random = new Random(5);
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        for (int r = 0; r < ROWS; r++) {
            targets[3 * r] = x[4 * r] + 0.1f * (float) random.nextGaussian();
            targets[3 * r + 1] = random.nextInt(3);
            targets[3 * r + 2] = random.nextInt(2);
        }
    }

    private Dataset data() {
        return FloatDataset.of(4, x, 3, targets);
    }

    private double score(Metric metric, int batch) {
        return new Evaluator(network, LOSS, metric, batch, Team.single())
                .evaluate(data())
                .score();
    }

    @Test
    void aHeadIsMeasuredByItsOwnColumnsInAnyBatch() {
        float[] y = network.predict(x);
        double right = 0, binary = 0, residual = 0, mean = 0, spread = 0;
        for (int r = 0; r < ROWS; r++) {
            float[] classes = {y[5 * r + 1], y[5 * r + 2], y[5 * r + 3]};
            if (PredictedClass.of(classes, 0, 3) == targets[3 * r + 1]) right++;
            if ((y[5 * r + 4] > 0 ? 1 : 0) == targets[3 * r + 2]) binary++;
            mean += targets[3 * r] / (double) ROWS;
        }
        for (int r = 0; r < ROWS; r++) {
            residual += Math.pow((double) y[5 * r] - targets[3 * r], 2);
            spread += Math.pow(targets[3 * r] - mean, 2);
        }
        for (int batch : new int[] {1, 7, 50, 64}) {
            assertThat(score(LOSS.metric(0, new RSquared()), batch)).isCloseTo(1 - residual / spread, within(1e-9));
            assertThat(score(LOSS.metric(1, new Accuracy()), batch)).isEqualTo(right / ROWS);
            assertThat(score(LOSS.metric(1, new ConfusionMatrix(3)), batch)).isEqualTo(right / ROWS);
            assertThat(score(LOSS.metric(2, new Accuracy()), batch)).isEqualTo(binary / ROWS);
        }
        assertThat(LOSS.metric(2, new Accuracy()).name()).isEqualTo("accuracy");
    }

    @Test
    void aTrainerTakesIt() {
        double first = Trainer.of(network, LOSS, Adam.withLearningRate(0.05))
                .metric(LOSS.metric(0, new RSquared()))
                .epochs(50)
                .fit(data(), data())
                .last()
                .validationScore();
        assertThat(first).isGreaterThan(0.9).isEqualTo(score(LOSS.metric(0, new RSquared()), 32));
    }

    /** All of these gave a number, of columns that have nothing to do with each other. */
    @Test
    void whatAMetricCannotMeasureIsRefusedBeforeTraining() {
        float[] before = network.parameters().clone();
        for (Metric metric : List.of(
                new Accuracy(),
                new ConfusionMatrix(5),
                new RSquared(),
                LOSS.metric(1, new RSquared()),
                LOSS.metric(1, new ConfusionMatrix(4)))) {
            Trainer trainer = Trainer.of(network, LOSS, Adam.withDefaults()).metric(metric);
            assertThatIllegalArgumentException().as(metric.name()).isThrownBy(() -> trainer.fit(data(), data()));
        }
        assertThat(network.parameters()).isEqualTo(before);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> score(new Accuracy(), 8))
                .withMessageContainingAll("3 target columns", "JointLoss.metric");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> score(new RSquared(), 8))
                .withMessageContainingAll("5 outputs", "3 target columns");
        Dataset numbers = FloatDataset.of(4, x, 5, new float[ROWS * 5]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trainer.of(network, new MeanSquaredError(), Adam.withDefaults())
                        .metric(new Accuracy())
                        .fit(numbers, numbers))
                .withMessageContaining("5 target columns");
        Dataset classes = FloatDataset.of(4, x, 1, new float[ROWS]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
                        .metric(LOSS.metric(1, new Accuracy()))
                        .fit(classes, classes))
                .withMessageContaining("joint loss");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> LOSS.metric(3, new Accuracy()));
    }
}
