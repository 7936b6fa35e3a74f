package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.Split;
import dev.nn.data.Subset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.DigitRace;
import dev.nn.examples.lesson.desk.DigitRace.Result;
import dev.nn.examples.lesson.desk.DigitRace.Way;
import dev.nn.examples.mnist.Digits;
import dev.nn.initializer.Initializer;
import dev.nn.loss.Loss;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.Optimizer;
import dev.nn.training.Trainer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** The measurements behind the answers to the lectures' folklore questions. */
record Folklore(DigitRace race, long seed) {
    private static final int LABELLED = 1000;
    private static final int FRESH = 5000;
    private static final double[] CANDIDATES = {0.0003, 0.001, 0.003, 0.01, 0.03};

    /** The best result of one way of training at several learning rates. */
    Result best(int layers, Activation activation, Loss loss, DoubleFunction<Optimizer> optimizer, double... rates) {
        return DigitRace.best(all(layers, activation, loss, optimizer, rates));
    }

    /** The results at each learning rate. */
    List<Result> all(
            int layers, Activation activation, Loss loss, DoubleFunction<Optimizer> optimizer, double... rates) {
        return Arrays.stream(rates)
                .mapToObj(rate -> race.run(new Way(layers, activation, loss, optimizer.apply(rate)), seed))
                .toList();
    }

    /** Activations in one and in four hidden layers, each with Adam and the best of three rates. */
    Map<Activation, Result> activations(int layers) {
        Map<Activation, Result> results = new LinkedHashMap<>();
        for (Activation activation :
                List.of(Activation.SIGMOID, Activation.SOFTPLUS, Activation.RELU, Activation.LEAKY_RELU)) {
            results.put(
                    activation,
                    best(layers, activation, new SoftmaxCrossEntropy(), Adam::withLearningRate, 0.001, 0.003, 0.01));
        }
        return results;
    }

    /**
     * What a validation set of some size is good for.
     *
     * @param share of the 1,000 labelled images that are not learnt from, but choose between five learning rates
     * @param error of the chosen network on 5,000 fresh images, median
     * @param off by how much the accuracy that chose it is wrong, median
     */
    record Choice(double share, double error, double off) {}

    /** Chooses with validation sets of several sizes. */
    Choice choose(double share, int repetitions) {
        double[][] all = IntStream.range(0, repetitions)
                .parallel()
                .mapToObj(i -> chooseOnce(share, seed + 1000 + i))
                .toArray(double[][]::new);
        return new Choice(
                share,
                DigitRace.median(Arrays.stream(all).mapToDouble(c -> c[0]).toArray()),
                DigitRace.median(Arrays.stream(all).mapToDouble(c -> c[1]).toArray()));
    }

    private double[] chooseOnce(double share, long draw) {
        Subset[] parts = DigitDraw.parts(race.digits().train(), draw, LABELLED, FRESH);
        Split split = Split.of(parts[0], share, draw);
        float[] validation = DigitDraw.features(split.validation()), fresh = DigitDraw.features(parts[1]);
        int[] validationTruth = DigitDraw.labels(split.validation()), freshTruth = DigitDraw.labels(parts[1]);
        double best = -1, error = 1, off = 1;
        for (double rate : CANDIDATES) {
            Network network = train(split.train(), rate, draw);
            double measured = DigitRace.accuracy(network.predict(validation), validationTruth);
            if (measured <= best) continue;
            best = measured;
            double accuracy = DigitRace.accuracy(network.predict(fresh), freshTruth);
            error = 1 - accuracy;
            off = Math.abs(measured - accuracy);
        }
        return new double[] {error, off};
    }

    private static Network train(Dataset data, double rate, long seed) {
        Network network = Network.input(data.features())
                .dense(32, Activation.RELU)
                .dense(Digits.CLASSES)
                .build(Initializer.he(), seed);
        Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(rate))
                .epochs(10)
                .seed(seed)
                .fit(data);
        return network;
    }
}
