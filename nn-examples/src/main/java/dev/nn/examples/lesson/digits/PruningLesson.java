package dev.nn.examples.lesson.digits;

import dev.nn.data.Dataset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Spread;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Histogram;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.training.Pruning;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Lesson 17 shows how many weights of a trained network can be set to zero before it reads digits worse.
 *
 * <p>“If a weight is ≈ 0 it's possible to remove or trim this weight”: C, “Training – Afterwards”. The smallest weights by
 * absolute value go first; with {@link Pruning} as a listener, the rest can learn on while the trimmed ones stay zero.
 *
 * <p>Run it: {@code ./nn lesson pruning}
 */
public final class PruningLesson implements Lesson {
    private static final int NETWORKS = 3;

    private final Parameter images;
    private final Parameter epochs;
    private final int[] hidden;

    public PruningLesson() {
        this(false);
    }

    /** @param small a smaller network and fewer images, for the test */
    PruningLesson(boolean small) {
        images = Parameter.whole("images", "images to learn from", small ? 10_000 : 60_000, 100, 60_000);
        epochs = Parameter.whole("epochs", "passes over them", small ? 3 : 5, 1, 50);
        hidden = small ? new int[] {64, 32} : new int[] {128, 64};
    }

    @Override
    public About about() {
        return new About(17, "pruning", "How much of a network can go?", "C “Training – Afterwards”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(images, epochs);
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        Digits digits = Digits.mnist();
        Dataset train = DigitDraw.first(digits.train(), context.whole(images));
        Trimming[] all = IntStream.range(0, NETWORKS)
                .parallel()
                .mapToObj(i -> Trimming.of(train, digits.test(), context.whole(epochs), context.seed(i), hidden))
                .toArray(Trimming[]::new);
        double[] weights = all[0].weights();
        int shares = Trimming.SHARES.length;
        double[] trimmed = new double[shares], retrained = new double[shares];
        Table table = new Table(
                "Test accuracy (%%) by the share of weights set to zero: the median of %d networks, and the range"
                        .formatted(NETWORKS),
                "trimmed (%) | weights left | accuracy | from … to | after one more epoch | from … to");
        for (int s = 0; s < shares; s++) {
            Spread now = Spread.of(Trimming.at(all, s, false)), later = Spread.of(Trimming.at(all, s, true));
            trimmed[s] = now.median();
            retrained[s] = later.median();
            boolean again = Trimming.isRetrained(s);
            table.row(
                    "%.0f | %,d | %.2f | %s | %s | %s",
                    100 * Trimming.SHARES[s],
                    weights.length - Math.round(Trimming.SHARES[s] * weights.length),
                    100 * now.median(),
                    range(now),
                    again ? "%.2f".formatted(100 * later.median()) : "-",
                    again ? range(later) : "-");
        }
        Spread untouched = Spread.of(Trimming.at(all, 0, false)),
                nothing = Spread.of(Trimming.at(all, shares - 1, false));
        Spread most = Spread.of(Arrays.stream(all)
                .mapToDouble(t -> Trimming.mostForOnePoint(t.trimmed()))
                .toArray());
        Spread mostAgain = Spread.of(Arrays.stream(all)
                .mapToDouble(t -> Trimming.mostForOnePoint(t.retrained()))
                .toArray());
        return new LessonReport("""
                Most weights of a trained network are near zero. Set the smallest ones to zero and see what is lost; then
                train on with those that are left.""")
                .claim(
                        "“In the case of a simple DNN classifier how much of the model can we trim and still have a useful model?” (C)")
                .claim(
                        "“A well-behaved large model has a distribution of weights centred at zero with a few weights having large values.” (C)")
                .measured(
                        "%d networks from different seeds read %s of the test images right; of the first one's %,d weights %.0f %% are between −0.1 and 0.1.",
                        NETWORKS, percent(untouched, 2), weights.length, 100 * all[0].smallerThan(0.1))
                .measured("""
                        For a loss of at most one point of accuracy, %s of the weights can go, depending on the network; with one
                        more epoch of training for the others, %s. Without any weight the accuracy is %s.""", percent(most, 0), percent(mostAgain, 0), percent(nothing, 1))
                .table(table)
                .picture(histogram(weights))
                .picture(accuracies(trimmed, retrained))
                .value("accuracy", untouched.median())
                .value("shareForOnePoint", most.least())
                .value("shareForOnePointMost", most.most())
                .value("shareForOnePointRetrained", mostAgain.least())
                .value("shareForOnePointRetrainedMost", mostAgain.most())
                .value("accuracyTrimmed", trimmed)
                .value("accuracyRetrained", retrained);
    }

    private static String range(Spread spread) {
        return String.format(Locale.ROOT, "%.2f … %.2f", 100 * spread.least(), 100 * spread.most());
    }

    /** From the least to the most, or one number where they look the same. */
    private static String percent(Spread shares, int decimals) {
        String least = rounded(shares.least(), decimals), most = rounded(shares.most(), decimals);
        return (least.equals(most) ? least : least + " to " + most) + " %";
    }

    private static String rounded(double share, int decimals) {
        return BigDecimal.valueOf(100 * share)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static Picture histogram(double[] weights) {
        Chart chart = new Chart("The weights of a trained network", "weight", "weights (count)");
        Histogram.of(weights, -0.5, 0.5, 100).addTo(chart, "weights of all layers", Palette.BLUE);
        return new Picture(
                "weights", "All weights of one network; the outermost bars hold what lies beyond.", chart.svg());
    }

    private static Picture accuracies(double[] trimmed, double[] retrained) {
        Chart chart = new Chart("How much can be trimmed?", "share of weights set to zero (%)", "test accuracy (%)");
        double[] percent = percent(Trimming.SHARES);
        chart.thick("trimmed", percent, percent(trimmed), Palette.BLUE);
        int from = Arrays.binarySearch(Trimming.SHARES, Trimming.RETRAIN_FROM), to = Trimming.SHARES.length - 1;
        chart.thick(
                "and trained for another epoch",
                Arrays.copyOfRange(percent, from, to),
                Arrays.copyOfRange(percent(retrained), from, to),
                Palette.VERMILION);
        return new Picture("accuracy", "Medians of the networks: trimmed, and trained on afterwards.", chart.svg());
    }

    private static double[] percent(double[] shares) {
        return DoubleStream.of(shares).map(share -> 100 * share).toArray();
    }
}
