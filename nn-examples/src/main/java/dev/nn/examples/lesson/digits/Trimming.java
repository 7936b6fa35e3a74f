package dev.nn.examples.lesson.digits;

import dev.nn.data.Dataset;
import dev.nn.examples.lesson.desk.DigitNetworks;
import dev.nn.examples.mnist.Predictions;
import dev.nn.network.Network;
import dev.nn.training.Pruning;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * One trained network, and what is left of its accuracy when more and more of its weights are zero.
 *
 * @param weights of all layers as they were trained, without biases
 * @param trimmed test accuracy by share of weights set to zero
 * @param retrained the same after one more epoch for the other weights; from {@link #RETRAIN_FROM} on, else as trimmed
 */
record Trimming(double[] weights, double[] trimmed, double[] retrained) {
    static final double[] SHARES = {
        0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 1
    };

    /** From here on, training goes on after trimming. */
    static final double RETRAIN_FROM = 0.7;

    /** Trains a network, then trims it by each share. */
    static Trimming of(Dataset train, Dataset test, int epochs, long seed, int... hidden) {
        Network network = DigitNetworks.train(train, epochs, seed, hidden);
        float[] trained = network.parameters().clone();
        double[] trimmed = new double[SHARES.length], retrained = new double[SHARES.length];
        double[] weights = weights(network);
        for (int s = 0; s < SHARES.length; s++) {
            System.arraycopy(trained, 0, network.parameters(), 0, trained.length);
            // @start region="trim"
            Pruning pruning = Pruning.smallest(network, SHARES[s]);
            pruning.apply();
            trimmed[s] = Predictions.of(network, test).accuracy();
            retrained[s] = trimmed[s];
            if (!isRetrained(s)) continue;
            DigitNetworks.trainer(network, 1, seed).listener(pruning).fit(train);
            // @end
            retrained[s] = Predictions.of(network, test).accuracy();
        }
        return new Trimming(weights, trimmed, retrained);
    }

    /** Whether training goes on after trimming by that share. */
    static boolean isRetrained(int share) {
        return SHARES[share] >= RETRAIN_FROM && SHARES[share] < 1;
    }

    /** The largest share up to which one point of accuracy is lost at most. */
    static double mostForOnePoint(double[] accuracies) {
        int s = 0;
        while (s + 1 < SHARES.length && accuracies[s + 1] >= accuracies[0] - 0.01) s++;
        return SHARES[s];
    }

    /** The share of the weights that lie between −{@code size} and {@code size}. */
    double smallerThan(double size) {
        return DoubleStream.of(weights).filter(w -> Math.abs(w) < size).count() / (double) weights.length;
    }

    private static double[] weights(Network network) {
        return IntStream.range(0, network.layers().size())
                .boxed()
                .flatMapToDouble(l -> {
                    float[] values = network.layerParameters(l);
                    int count = values.length - network.layers().get(l).out();
                    return IntStream.range(0, count).mapToDouble(i -> values[i]);
                })
                .toArray();
    }

    /** The accuracy at that share of each network, of several. */
    static double[] at(Trimming[] all, int share, boolean retrained) {
        return Arrays.stream(all)
                .mapToDouble(t -> (retrained ? t.retrained() : t.trimmed())[share])
                .toArray();
    }
}
