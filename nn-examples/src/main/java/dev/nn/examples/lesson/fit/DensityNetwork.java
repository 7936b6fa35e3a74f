package dev.nn.examples.lesson.fit;

import dev.nn.activation.Activation;
import dev.nn.data.FloatDataset;
import dev.nn.examples.data.MassPeak;
import dev.nn.initializer.Initializer;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import java.util.Random;

/**
 * A machine's fit: a network that learns to tell events from as many points spread evenly over the window. Its logit is
 * then ln(p(x) / even density), so it knows the density, without a formula for it.
 *
 * <p>Hastie, Tibshirani, Friedman: The elements of statistical learning, 2009, section 14.2.4.
 *
 * @param network one logit of x, scaled to [−1, 1]
 * @param steps that it was trained
 * @param batch rows of a step, half of them events on average
 */
record DensityNetwork(Network network, int steps, int batch) {
    private static final int BATCH = 64;

    /** Trains it. */
    static DensityNetwork of(double[] events, int epochs, long seed) {
        Random random = new Random(seed);
        int rows = 2 * events.length;
        float[] x = new float[rows], target = new float[rows];
        for (int i = 0; i < rows; i++) {
            x[i] = scaled(i % 2 == 0 ? events[i / 2] : MassPeak.END * random.nextDouble());
            target[i] = 1 - i % 2;
        }
        Network network = Network.input(1)
                .dense(32, Activation.TANH)
                .dense(32, Activation.TANH)
                .dense(1)
                .build(Initializer.glorot(), seed);
        Trainer.of(network, new BinaryCrossEntropy(), Adam.withLearningRate(0.01))
                .batchSize(BATCH)
                .epochs(epochs)
                .schedule(Schedule.cosine(0))
                .seed(seed)
                .fit(FloatDataset.of(1, x, 1, target));
        return new DensityNetwork(network, epochs * Math.ceilDiv(rows, BATCH), BATCH);
    }

    private static float scaled(double x) {
        return (float) (2 * x / MassPeak.END - 1);
    }

    /** The density at each point. */
    double[] density(double[] at) {
        float[] x = new float[at.length];
        for (int i = 0; i < x.length; i++) x[i] = scaled(at[i]);
        float[] logits = network.predict(x);
        double[] density = new double[at.length];
        for (int i = 0; i < x.length; i++) density[i] = Math.exp(logits[i]) / MassPeak.END;
        return density;
    }
}
