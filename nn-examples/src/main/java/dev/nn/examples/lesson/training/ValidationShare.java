package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.SeedSequence;
import dev.nn.data.Split;
import dev.nn.data.Subset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.DigitRace;
import dev.nn.examples.lesson.desk.Spread;
import dev.nn.examples.mnist.Digits;
import dev.nn.initializer.Initializer;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.Trainer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How large a validation set should be, measured as it is used: some of the labelled images choose one of five learning
 * rates, then a network learns from all of them with that rate. Every training has as many updates as any other, as nearly
 * as whole epochs allow: with fewer images, an epoch has fewer.
 *
 * @param digits to draw from
 * @param seed of the draws
 * @param draws of 1,000 labelled images, and 5,000 fresh ones to judge by
 */
record ValidationShare(Digits digits, long seed, int draws) {
    static final double[] SHARES = {0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7};
    static final int LABELLED = 1000;

    private static final int FRESH = 5000;
    private static final int BATCH = 32;
    private static final int UPDATES = 320;
    private static final double[] CANDIDATES = {0.0003, 0.001, 0.003, 0.01, 0.03};

    /**
     * What came of it, over the draws.
     *
     * @param errors on fresh images, by share: of the network that learnt from all with the chosen rate
     * @param offs by how much the validation accuracy differs from that network's accuracy on fresh images, by share
     * @param middle error without any choice: of the middle rate, always
     * @param hindsight error of the rate that is best on the fresh images themselves
     */
    record Outcome(Spread[] errors, Spread[] offs, Spread middle, Spread hindsight) {}

    /** Draws, chooses and learns. */
    Outcome measure() {
        SeedSequence seeds = new SeedSequence(seed);
        double[][] all = IntStream.range(0, draws)
                .parallel()
                .mapToObj(i -> once(seeds.get(i)))
                .toArray(double[][]::new);
        int shares = SHARES.length;
        Spread[] columns = IntStream.range(0, 2 * shares + 2)
                .mapToObj(
                        c -> Spread.of(Arrays.stream(all).mapToDouble(d -> d[c]).toArray()))
                .toArray(Spread[]::new);
        return new Outcome(
                Arrays.copyOf(columns, shares),
                Arrays.copyOfRange(columns, shares, 2 * shares),
                columns[2 * shares],
                columns[2 * shares + 1]);
    }

    /** One draw: the error by share, then the error of the estimate by share, then the two baselines. */
    private double[] once(long draw) {
        Subset[] parts = DigitDraw.parts(digits.train(), draw, LABELLED, FRESH);
        double[] errors = Arrays.stream(CANDIDATES)
                .map(rate -> 1 - accuracy(train(parts[0], rate, draw), parts[1]))
                .toArray();
        double[] result = new double[2 * SHARES.length + 2];
        for (int s = 0; s < SHARES.length; s++) {
            Split split = Split.of(parts[0], SHARES[s], draw);
            double[] measured = Arrays.stream(CANDIDATES)
                    .map(rate -> accuracy(train(split.train(), rate, draw), split.validation()))
                    .toArray();
            int chosen = IntStream.range(0, CANDIDATES.length)
                    .reduce((a, b) -> measured[b] > measured[a] ? b : a)
                    .orElseThrow();
            result[s] = errors[chosen];
            result[SHARES.length + s] = Math.abs(measured[chosen] - (1 - errors[chosen]));
        }
        result[2 * SHARES.length] = errors[CANDIDATES.length / 2];
        result[2 * SHARES.length + 1] = Arrays.stream(errors).min().orElseThrow();
        return result;
    }

    private static double accuracy(Network network, Dataset data) {
        return DigitRace.accuracy(network.predict(DigitDraw.features(data)), DigitDraw.labels(data));
    }

    private static Network train(Dataset data, double rate, long seed) {
        Network network = Network.input(data.features())
                .dense(32, Activation.RELU)
                .dense(Digits.CLASSES)
                .build(Initializer.he(), seed);
        Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(rate))
                .batchSize(BATCH)
                .epochs(Math.max(1, Math.round((float) UPDATES / Math.ceilDiv(data.size(), BATCH))))
                .seed(seed)
                .fit(data);
        return network;
    }
}
