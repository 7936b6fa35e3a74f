package dev.nn.examples.lesson.desk;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.SeedSequence;
import dev.nn.data.Subset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.mnist.Digits;
import dev.nn.initializer.Initializer;
import dev.nn.loss.Loss;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.metric.PredictedClass;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.optimizer.Optimizer;
import dev.nn.training.DivergenceException;
import dev.nn.training.Epoch;
import dev.nn.training.Trainer;
import dev.nn.training.TrainingListener;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A race between ways of training: how many epochs each needs until a small network reads a given share of digits right
 * that it has not learnt from. Every way runs with the same seeds, on the same images, from the same weights.
 *
 * @param digits to draw from
 * @param train images to learn from
 * @param validation images to measure with
 * @param epochs after which a race ends
 * @param target accuracy to reach, as a share
 * @param seeds how often each way is tried, each time with another seed
 */
public record DigitRace(Digits digits, int train, int validation, int epochs, double target, int seeds) {
    private static final int WIDTH = 32;
    private static final int BATCH = 32;

    /** The race of the lessons: 5,000 images, 2,000 to measure with, up to 15 epochs to 91 %, five seeds. */
    public static DigitRace full() throws IOException {
        return new DigitRace(Digits.mnist(), 5000, 2000, 15, 0.91, 5);
    }

    /** A shorter one. */
    public static DigitRace small() throws IOException {
        return new DigitRace(Digits.mnist(), 2000, 1000, 12, 0.88, 3);
    }

    /** The same with another number of images to learn from. */
    public DigitRace withImages(int images) {
        return new DigitRace(digits, images, validation, epochs, target, seeds);
    }

    /**
     * A way of training.
     *
     * @param layers hidden layers, of 32 units each
     * @param loss cross-entropy on ten logits, or another one on ten sigmoids whose target is one 1 and nine 0
     */
    public record Way(int layers, Activation activation, Loss loss, Optimizer optimizer) {}

    /**
     * How a way did.
     *
     * @param epochs for each seed; one more than the race has if it did not arrive
     * @param curve median accuracy after each epoch
     */
    public record Result(Way way, double[] epochs, double[] curve) {
        public double median() {
            return spread().median();
        }

        public Spread spread() {
            return Spread.of(epochs);
        }

        double best() {
            return Arrays.stream(curve).max().orElse(0);
        }
    }

    /** Runs one way with all seeds, side by side: each training is by itself, so their order changes nothing. */
    public Result run(Way way, long seed) {
        double[][] curves = IntStream.range(0, seeds)
                .parallel()
                .mapToObj(i -> curve(way, new SeedSequence(seed).get(i)))
                .toArray(double[][]::new);
        double[] arrivals = Arrays.stream(curves).mapToDouble(this::arrival).toArray();
        double[] medians = IntStream.range(0, epochs)
                .mapToDouble(e -> Spread.of(
                                Arrays.stream(curves).mapToDouble(c -> c[e]).toArray())
                        .median())
                .toArray();
        return new Result(way, arrivals, medians);
    }

    /** The result that arrives first by its median; of equal ones that with the higher accuracy in the end. */
    public static Result best(List<Result> results) {
        return results.stream()
                .min((a, b) -> a.median() == b.median()
                        ? Double.compare(b.best(), a.best())
                        : Double.compare(a.median(), b.median()))
                .orElseThrow();
    }

    /** Epochs as text; those that did not arrive as "more than". */
    public String text(double epochsNeeded) {
        return epochsNeeded > epochs ? "more than " + epochs : String.valueOf((int) epochsNeeded);
    }

    private double arrival(double[] curve) {
        return IntStream.range(0, epochs)
                        .filter(e -> curve[e] >= target)
                        .findFirst()
                        .orElse(epochs)
                + 1;
    }

    private double[] curve(Way way, long seed) {
        Subset[] parts = DigitDraw.parts(digits.train(), seed, train, validation);
        boolean labels = way.loss() instanceof SoftmaxCrossEntropy;
        Dataset data = labels ? parts[0] : DigitDraw.oneHot(parts[0]);
        NetworkBuilder builder = Network.input(data.features());
        for (int l = 0; l < way.layers(); l++) builder.dense(WIDTH, way.activation());
        Network network = builder.dense(Digits.CLASSES, labels ? Activation.IDENTITY : Activation.SIGMOID)
                .build(Initializer.glorot(), seed);
        float[] x = DigitDraw.features(parts[1]);
        int[] truth = DigitDraw.labels(parts[1]);
        double[] curve = new double[epochs];
        try {
            Trainer.of(network, way.loss(), way.optimizer())
                    .batchSize(BATCH)
                    .epochs(epochs)
                    .seed(seed)
                    .listener(new TrainingListener() {
                        @Override
                        public void onEpoch(Epoch epoch) {
                            curve[epoch.number() - 1] = accuracy(network.predict(x), truth);
                        }
                    })
                    .fit(data);
        } catch (DivergenceException astray) {
            // A rate that is too high: such a training has no accuracy from then on.
            return curve;
        }
        return curve;
    }

    /** Share of rows whose largest output is that of the true class. */
    public static double accuracy(float[] y, int[] truth) {
        int outputs = y.length / truth.length;
        return IntStream.range(0, truth.length)
                        .filter(i -> PredictedClass.of(y, i * outputs, outputs) == truth[i])
                        .count()
                / (double) truth.length;
    }

    /** The median and the range as text, where they differ. */
    public String text(Result result) {
        Spread spread = result.spread();
        String middle = text(spread.median());
        return spread.least() == spread.most()
                ? middle
                : middle + " (" + text(spread.least()) + " to " + text(spread.most()) + ")";
    }
}
