package dev.nn.examples.lesson.errata;

import dev.nn.activation.Activation;
import dev.nn.data.SeedSequence;
import dev.nn.examples.data.PlaneData;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.Accuracies;
import dev.nn.examples.lesson.desk.HandBackpropagation;
import dev.nn.initializer.Initializer;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.optimizer.Adam;
import dev.nn.perceptron.Perceptron;
import dev.nn.training.Trainer;
import java.util.List;
import java.util.stream.IntStream;

/** Sentences on slides that a measurement refutes. */
final class ClaimErrata {
    /** The functions that rise everywhere they are not flat: a border of one such unit is a straight line. */
    private static final List<Activation> RISING =
            List.of(Activation.SIGMOID, Activation.TANH, Activation.RELU, Activation.SOFTPLUS);

    private static final int STARTS = 5;

    private ClaimErrata() {}

    static List<Erratum> of(long seed) {
        return List.of(alwaysCloser(seed), oneToOne(), oneLayer(seed), jacobian(), discontinuous(), convolution());
    }

    /** A perceptron that starts at zero, where every score is 0 and each mistake moves it away from there. */
    private static Erratum alwaysCloser(long seed) {
        PlanePoints points = PlaneData.clouds(200, 0.05, seed).points();
        Perceptron perceptron = Perceptron.zero(2);
        int mistakes = 0, away = 0, wrongWay = 0, before;
        do {
            before = mistakes;
            for (int i = 0; i < points.size(); i++) {
                double[] x = points.x()[i];
                double score = perceptron.score(x);
                if (!perceptron.learn(x, points.labels()[i], 1)) continue;
                mistakes++;
                double moved = perceptron.score(x) - score;
                if (Math.abs(score + moved) > Math.abs(score)) away++;
                if ((points.labels()[i] == 1) != moved > 0) wrongWay++;
            }
        } while (mistakes > before);
        return new Erratum(
                "alwaysCloser",
                "A “Training A Perceptron”",
                "a step always makes w·x̃ move closer towards zero",
                "it moves by r |x̃|² towards the right side, often past zero to where it is farther away than before",
                "share of %d steps that end farther from zero; share that go the wrong way".formatted(mistakes),
                away / (double) mistakes,
                wrongWay / (double) mistakes);
    }

    private static Erratum oneToOne() {
        List<Activation> all = Activation.all();
        long many = all.stream().filter(f -> !isOneToOne(f)).count();
        double sigmoid = isOneToOne(Activation.SIGMOID) ? 0 : 1;
        return new Erratum(
                "oneToOne",
                "B “Breaking Linearity”",
                "φ is a simple 1:1 function",
                "it need not be: ReLU has one value for all negative numbers",
                "how many of the %d activations here have one value twice; the sigmoid".formatted(all.size()),
                many,
                sigmoid);
    }

    /** On a grid: whether the function rises, or falls, all the way. */
    private static boolean isOneToOne(Activation f) {
        return IntStream.range(-400, 400).allMatch(i -> f.apply((i + 1) / 100.0) > f.apply(i / 100.0));
    }

    private static Erratum oneLayer(long seed) {
        double[][] corners = {{0, 0}, {1, 1}, {0, 1}, {1, 0}};
        PlanePoints xor = new PlanePoints(corners, new int[] {0, 0, 1, 1});
        SeedSequence seeds = new SeedSequence(seed);
        double single = 0, hidden = 0;
        for (Activation activation : RISING) {
            for (int s = 0; s < STARTS; s++) {
                single = Math.max(single, accuracy(xor, activation, false, seeds.get(s)));
                hidden = Math.max(hidden, accuracy(xor, activation, true, seeds.get(s)));
            }
        }
        return new Erratum(
                "oneLayer",
                "E “Activation functions”",
                "with activation functions a perceptron tackles what is not linearly separable",
                "one layer doesn't: f(w·x + b) > c is a straight border for every f that rises; a hidden layer does",
                "share of XOR's corners that are wrong at best: one layer, sigmoid, tanh, ReLU and softplus, 5 starts each; with a hidden layer of 8",
                1 - single,
                1 - hidden);
    }

    /** Of a trained unit with that activation; its output is compared with the best of all limits. */
    private static double accuracy(PlanePoints points, Activation activation, boolean hidden, long seed) {
        NetworkBuilder builder = Network.input(2);
        if (hidden) builder.dense(8, activation);
        Network network = hidden
                ? builder.dense(1).build(Initializer.glorot(), seed)
                : builder.dense(1, activation).dense(1).build(Initializer.glorot(), seed);
        Trainer.of(network, new BinaryCrossEntropy(), Adam.withLearningRate(0.05))
                .batchSize(points.size())
                .epochs(400)
                .seed(seed)
                .fit(points.dataset());
        return Accuracies.of(network, points);
    }

    /** Multiplications for all derivatives, counted: each weight is used once forward and twice backward. */
    private static Erratum jacobian() {
        Network nine = Network.input(2).dense(2, Activation.TANH).dense(1).build(Initializer.glorot(), 0);
        int derivatives = 0;
        double[][] gradients = new HandBackpropagation(HandBackpropagation.Mistake.NONE)
                .gradients(nine, new double[][] {{1, 2}}, new double[][] {{3}});
        for (double[] layer : gradients) derivatives += layer.length;
        int[] widths = {10, 100, 1000};
        double[] weights = new double[widths.length], products = new double[widths.length];
        for (int i = 0; i < widths.length; i++) {
            int w = widths[i];
            weights[i] = 3.0 * w * w;
            // Forward through three layers; then dW of three and Δ below of two.
            products[i] = 3.0 * w * w + 3.0 * w * w + 2.0 * w * w;
        }
        double exponent = Math.log(products[2] / products[0]) / Math.log(weights[2] / weights[0]);
        return new Erratum(
                "jacobian",
                "C “Shallow Neural Network – A Special Case”",
                "9 weights need the full matrix of 9 × 9 partial derivatives; O(n log n) in place of O(n²)",
                "9 weights have 9 derivatives, a gradient; backpropagation is O(n), three products a weight at most",
                "81 derivatives minus the 9 there are; how far the exponent of the work is from 1, 300 to 3,000,000 weights",
                9 * 9 - derivatives,
                Math.abs(exponent - 1));
    }

    private static Erratum discontinuous() {
        double h = 1e-9;
        Activation relu = Activation.RELU;
        return new Erratum(
                "discontinuous",
                "C “Activation functions”",
                "ReLU is discontinuous",
                "ReLU is continuous; its derivative jumps, at 0",
                "jump at 0 of the derivative; of ReLU itself, from −1e−9 to 1e−9",
                relu.derivative(h) - relu.derivative(-h),
                relu.apply(h) - relu.apply(-h));
    }

    /** Inputs in another order, and weights with them: a dense unit can't tell, a convolution has no weights to follow. */
    private static Erratum convolution() {
        double[] x = {0.3, -1.2, 0.8, 2.0, -0.5, 0.1}, w = {0.5, -0.7, 1.1, 0.2, -0.3, 0.9}, taps = {0.5, -0.7, 1.1};
        int[] order = {3, 0, 5, 1, 4, 2};
        double dense = 0, dense2 = 0, most = 0, most2 = 0;
        for (int i = 0; i < x.length; i++) {
            dense += w[i] * x[i];
            dense2 += w[order[i]] * x[order[i]];
        }
        for (int i = 0; i + taps.length <= x.length; i++) {
            double sum = 0, sum2 = 0;
            for (int k = 0; k < taps.length; k++) {
                sum += taps[k] * x[i + k];
                sum2 += taps[k] * x[order[i + k]];
            }
            most = Math.max(most, sum);
            most2 = Math.max(most2, sum2);
        }
        return new Erratum(
                "convolution",
                "C “TensorFlow-Playground”",
                "the nodes of the Playground are best thought of as CNN neurons",
                "they are dense: each connection has a weight of its own, and the order of the inputs means nothing",
                "change of the output when the inputs, with their weights, change places: convolution with pooling; dense unit",
                Math.abs(most - most2),
                Math.abs(dense - dense2));
    }
}
