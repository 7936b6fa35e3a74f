package dev.nn.snippet;

import static dev.nn.activation.Activation.TANH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.data.WeightedDataset;
import dev.nn.initializer.Initializer;
import dev.nn.loss.MeanSquaredError;
import dev.nn.network.Network;
import dev.nn.network.Team;
import dev.nn.optimizer.Adam;
import dev.nn.training.Evaluator;
import dev.nn.training.Trainer;
import dev.nn.training.WeightAverage;
import org.junit.jupiter.api.Test;

class TrainingSnippetsTest {
    private static Dataset sine() {
        float[] x = new float[200], y = new float[200];
        for (int i = 0; i < 200; i++) {
            x[i] = i / 30f;
            y[i] = (float) Math.sin(x[i]);
        }
        return FloatDataset.of(1, x, 1, y);
    }

    @Test
    void average() {
        Dataset train = sine();
        Network network = Network.input(1).dense(16, TANH).dense(1).build(Initializer.glorot(), 1);
        Trainer trainer = Trainer.of(network, new MeanSquaredError(), Adam.withLearningRate(0.01))
                .epochs(60);
        // @start region="average" :
        WeightAverage average = WeightAverage.of(network, 0.99);
        trainer.listener(average).fit(train);
        average.apply(); // the network has the average now
        // @end
        assertThat(new Evaluator(network, new MeanSquaredError(), null, 200, Team.single())
                        .evaluate(train)
                        .loss())
                .isLessThan(0.2);
    }

    @Test
    void weights() {
        Dataset data = FloatDataset.of(1, new float[] {1, 2, 3}, 1, new float[] {0, 0, 1});
        float[] weights = {1, 0.5f, 2};
        // @start region="weights" :
        Dataset rows = WeightedDataset.of(data, weights); // one for each row
        Dataset classes = WeightedDataset.byClass(data, 1, 20); // a row of class 1 counts as 20 of class 0
        Dataset balanced = WeightedDataset.balanced(data, 2); // both classes count the same
        // @end
        assertThat(rows.weight(2)).isEqualTo(2);
        assertThat(classes.weight(2)).isEqualTo(20);
        assertThat(balanced.weight(2)).isEqualTo(2 * balanced.weight(0));
    }
}
