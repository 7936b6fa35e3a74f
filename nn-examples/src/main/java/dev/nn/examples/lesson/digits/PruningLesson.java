package dev.nn.examples.lesson.digits;

import dev.nn.data.Dataset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.DigitNetworks;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.mnist.Predictions;
import dev.nn.examples.plot.Histogram;
import dev.nn.examples.plot.LineCharts;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.network.Network;
import dev.nn.training.Pruning;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * Lesson 17 shows how many weights of a trained network can be set to zero before it reads digits worse.
 *
 * <p>“If a weight is ≈ 0 it's possible to remove or trim this weight”: C, “Training – Afterwards”. The smallest weights by
 * absolute value go first; with {@link Pruning} as a listener, the rest can learn on while the trimmed ones stay zero.
 *
 * <p>Run it: {@code ./nn lesson pruning}
 */
public final class PruningLesson implements Lesson {
    private static final double[] SHARES = {
        0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 1
    };
    /** From here on, training goes on after trimming. */
    private static final double RETRAIN_FROM = 0.7;

    private final boolean small;

    public PruningLesson() {
        this(false);
    }

    /** @param small a smaller network and fewer images, for the test */
    PruningLesson(boolean small) {
        this.small = small;
    }

    @Override
    public About about() {
        return new About(17, "pruning", "How much of a network can go?", "C “Training – Afterwards”");
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        Digits digits = Digits.mnist();
        Dataset train = DigitDraw.first(digits.train(), small ? 10_000 : 60_000);
        int[] hidden = small ? new int[] {64, 32} : new int[] {128, 64};
        Network network = DigitNetworks.train(train, small ? 3 : 5, context.seed(), hidden);
        float[] trained = network.parameters().clone();
        double[] weights = weights(network), trimmed = new double[SHARES.length], retrained = new double[SHARES.length];
        double untouched = Predictions.of(network, digits.test()).accuracy();
        Table table = new Table(
                "Test accuracy by the share of weights set to zero",
                "trimmed (%) | weights left | accuracy (%) | after one more epoch (%)");
        for (int s = 0; s < SHARES.length; s++) {
            System.arraycopy(trained, 0, network.parameters(), 0, trained.length);
            Pruning pruning = Pruning.smallest(network, SHARES[s]);
            pruning.apply();
            trimmed[s] = Predictions.of(network, digits.test()).accuracy();
            retrained[s] = trimmed[s];
            if (SHARES[s] >= RETRAIN_FROM && SHARES[s] < 1) {
                DigitNetworks.trainer(network, 1, context.seed())
                        .listener(pruning)
                        .fit(train);
                retrained[s] = Predictions.of(network, digits.test()).accuracy();
            }
            String again = retrained[s] == trimmed[s] ? "-" : "%.2f".formatted(100 * retrained[s]);
            table.row(
                    "%.0f | %,d | %.2f | %s",
                    100 * SHARES[s], weights.length - pruning.count(), 100 * trimmed[s], again);
        }
        double most = mostWithin(trimmed, untouched - 0.01), mostAgain = mostWithin(retrained, untouched - 0.01);
        double small01 = DoubleStream.of(weights).filter(w -> Math.abs(w) < 0.1).count() / (double) weights.length;
        return new LessonReport("""
                Most weights of a trained network are near zero. Set the smallest ones to zero and see what is lost; then
                train on with those that are left.""")
                .claim(
                        "“In the case of a simple DNN classifier how much of the model can we trim and still have a useful model?” (C)")
                .claim(
                        "“A well-behaved large model has a distribution of weights centred at zero with a few weights having large values.” (C)")
                .measured(
                        "The network reads %.2f %% of the test images right; %.0f %% of its %,d weights are between −0.1 and 0.1.",
                        100 * untouched, 100 * small01, weights.length)
                .measured("""
                        %.0f %% of the weights can go for a loss of at most one point of accuracy; with one more epoch of
                        training for the others, %.0f %%. Without any weight it is right by chance: %.1f %%.""", 100 * most, 100 * mostAgain, 100 * trimmed[SHARES.length - 1])
                .table(table)
                .picture(histogram(weights))
                .picture(accuracies(trimmed, retrained))
                .value("accuracy", untouched)
                .value("shareForOnePoint", most)
                .value("shareForOnePointRetrained", mostAgain)
                .value("accuracyTrimmed", trimmed)
                .value("accuracyRetrained", retrained);
    }

    /** The largest share up to which no accuracy is below the limit. */
    private static double mostWithin(double[] accuracies, double limit) {
        int s = 0;
        while (s + 1 < SHARES.length && accuracies[s + 1] >= limit) s++;
        return SHARES[s];
    }

    /** The weights of all layers, without biases. */
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

    private static Picture histogram(double[] weights) {
        XYChart chart = LineCharts.small("The weights of a trained network", "weight", "weights (count)");
        Histogram.of(weights, -0.5, 0.5, 100).addTo(chart, "weights of all layers", Palette.BLUE);
        chart.getStyler().setXAxisDecimalPattern("0.0");
        return new Picture(
                "weights",
                "Centred at zero, as C says; the outermost bars hold what lies beyond.",
                LineCharts.image(chart));
    }

    private static Picture accuracies(double[] trimmed, double[] retrained) {
        XYChart chart =
                LineCharts.small("How much can be trimmed?", "share of weights set to zero (%)", "test accuracy (%)");
        double[] percent = percent(SHARES);
        LineCharts.thick(chart, "trimmed", percent, percent(trimmed), Palette.BLUE);
        int from = Arrays.binarySearch(SHARES, RETRAIN_FROM), to = SHARES.length - 1;
        LineCharts.thick(
                chart,
                "and trained for another epoch",
                Arrays.copyOfRange(percent, from, to),
                Arrays.copyOfRange(percent(retrained), from, to),
                Palette.VERMILION);
        return new Picture(
                "accuracy",
                "A long plateau, then a cliff; training on moves the cliff to the right.",
                LineCharts.image(chart));
    }

    private static double[] percent(double[] shares) {
        return DoubleStream.of(shares).map(share -> 100 * share).toArray();
    }
}
