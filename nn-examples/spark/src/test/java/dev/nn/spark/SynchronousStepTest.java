package dev.nn.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import dev.nn.optimizer.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One synchronous step against one step on a single machine with the union of the partitions' rows.
 *
 * <p>Bound: let g = Σ sᵣ over the n rows, sᵣ a row's contribution to one element of the gradient. Both compute the sᵣ by
 * the same operations (a row's result does not depend on its batch), up to the rounding of the scale 1/n, which is the
 * same too. They differ in the order of summation, so each is within (n − 1)u Σ|sᵣ| of the exact sum (Higham: Accuracy
 * and stability of numerical algorithms, section 4.2, to first order), u = 2⁻²⁴, fused or not. The step adds η times the
 * gradient and rounds once. So |w − w′| ≤ η · 2nu Σ|sᵣ| + 2u(|w| + η|g|), and Σ|sᵣ| comes from the rows one by one.
 */
final class SynchronousStepTest {
    private static final int ROWS = 157;
    private static final double RATE = 0.5;
    private static final double U = 0x1p-24;

    private static SparkSession session;

    @BeforeAll
    static void open() {
        session = LocalSpark.open("local[2]");
    }

    @AfterAll
    static void close() {
        session.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 30, 200})
    void equalsStepOnOneMachine(int partitions) {
        List<Example> rows = Blobs.examples(ROWS);
        float[] start = Blobs.parameters(Blobs.network());
        Network together = Blobs.network();
        trainer(together, ROWS).fit(new JavaSparkContext(session.sparkContext()).parallelize(rows, partitions));
        Network alone = Blobs.network();
        double[] magnitude = new double[start.length];
        for (Example row : rows) {
            float[] g = gradient(alone, List.of(row));
            for (int i = 0; i < g.length; i++) magnitude[i] += Math.abs(g[i]) / ROWS;
        }
        float[] gradient = gradient(alone, rows);
        float[] found = Blobs.parameters(together);
        for (int i = 0; i < start.length; i++) {
            double expected = start[i] - RATE * gradient[i];
            double bound = RATE * 2 * ROWS * U * magnitude[i] + 2 * U * (Math.abs(start[i]) + RATE * magnitude[i]);
            assertThat(Math.abs(found[i] - expected)).as("parameter %d", i).isLessThanOrEqualTo(bound);
        }
        assertThat(found).isNotEqualTo(start);
    }

    /** Averaging after one step of SGD is synchronous SGD: the partitions' shares of the batch are the weights. */
    @Test
    void oneLocalStepIsOneSynchronousStep() {
        List<Example> rows = Blobs.examples(ROWS);
        JavaSparkContext spark = new JavaSparkContext(session.sparkContext());
        Network together = Blobs.network(), local = Blobs.network();
        trainer(together, 40).epochs(3).fit(spark.parallelize(rows, 3));
        trainer(local, 40).epochs(3).localSteps(1).fit(spark.parallelize(rows, 3));
        float[] expected = Blobs.parameters(together), found = Blobs.parameters(local);
        for (int i = 0; i < found.length; i++) {
            // Twelve steps, each with some roundings of values below 4; far below what a wrong weight would do.
            assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    private static SparkTrainer trainer(Network network, int batch) {
        return SparkTrainer.of(network, new SoftmaxCrossEntropy(), Sgd.withLearningRate(RATE))
                .batchSize(batch)
                .epochs(1);
    }

    /** The gradient of the mean loss, by a pass on this machine, in the order of files. */
    private static float[] gradient(Network network, List<Example> rows) {
        float[] gradient = new float[network.parameters().length];
        int n = rows.size();
        Pass pass = network.newTrainingPass(n, Team.single(), gradient);
        Rows x = Rows.allocate(n, network.in()), target = Rows.allocate(n, 1), dy = Rows.allocate(n, network.out());
        List<Example> all = new ArrayList<>(rows);
        for (int r = 0; r < n; r++) {
            System.arraycopy(all.get(r).features(), 0, x.data(), x.index(r, 0), network.in());
            target.data()[target.index(r, 0)] = all.get(r).target()[0];
        }
        SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
        Workspace workspace = new Workspace().prepare(network.kernels(), loss.operations(network.out()));
        Rows y = pass.forwardTraining(n, x, 0);
        loss.evaluate(network.kernels(), n, network.out(), y, target, 1f / n, dy, workspace);
        pass.backward(n, dy);
        return RowMajor.of(network).read(gradient);
    }
}
