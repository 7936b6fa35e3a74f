package dev.nn.examples;

import static dev.nn.activation.Activation.TANH;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.data.Split;
import dev.nn.initializer.Initializer;
import dev.nn.loss.MeanSquaredError;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.History;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;

/** The example of the README: what stands between the two markers stands there too, to the letter. */
final class ReadmeExample {
    private ReadmeExample() {}

    static History run() {
        // README begin
        float[] x = new float[2000], sine = new float[2000];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (i * 2 * Math.PI / x.length);
            sine[i] = (float) Math.sin(x[i]);
        }
        Dataset data = FloatDataset.of(1, x, 1, sine);
        Split split = Split.of(data, 0.1, 42); // a tenth for validation
        Network network =
                Network.input(1).dense(32, TANH).dense(32, TANH).dense(1).build(Initializer.glorot(), 42);
        History history = Trainer.of(network, new MeanSquaredError(), Adam.withLearningRate(0.01))
                .batchSize(32)
                .epochs(60)
                .schedule(Schedule.cosine(0))
                .fit(split.train(), split.validation());
        float half = network.predict(new float[] {(float) Math.PI / 6})[0]; // 0.5, nearly
        System.out.println(history.last().validationLoss() + " " + half);
        // README end
        return history;
    }
}
