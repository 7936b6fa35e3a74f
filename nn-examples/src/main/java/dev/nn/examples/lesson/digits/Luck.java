package dev.nn.examples.lesson.digits;

import dev.nn.data.Dataset;
import dev.nn.data.Subset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.DigitNetworks;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Spread;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.mnist.Predictions;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Histogram;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.network.Network;
import dev.nn.network.Team;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Lesson 18 shows how much of a result is luck: the same training from many seeds, and the same bits from the same seed.
 *
 * <p>“These models are random in nature. How lucky can you get? How un-lucky could you possibly be?” C, “Training –
 * Afterwards”.
 *
 * <p>Run it: {@code ./nn lesson luck}
 */
public final class Luck implements Lesson {
    private final Parameter replicas;
    private final int images;
    private final int testImages;

    public Luck() {
        this(false);
    }

    /** @param small fewer trainings, for the test */
    Luck(boolean small) {
        replicas = Parameter.whole("trainings", "trainings, each with another seed", small ? 12 : 60, 2, 1000);
        images = small ? 1000 : 5000;
        testImages = small ? 2000 : 10_000;
    }

    @Override
    public About about() {
        return new About(18, "luck", "How lucky can you get?", "C “Training – Afterwards”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(replicas);
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        int trainings = context.whole(replicas);
        Digits digits = Digits.mnist();
        Subset[] parts = DigitDraw.parts(digits.train(), context.seed(), images);
        Dataset train = parts[0];
        // Every other image: the first ones of the test set are easier or harder than the rest.
        Subset toPick = Subset.where(digits.test(), row -> row < testImages && row % 2 == 0);
        Subset fresh = Subset.where(digits.test(), row -> row < testImages && row % 2 == 1);
        // @start region="seeds"
        double[][] halves = IntStream.range(0, trainings)
                .parallel()
                .mapToObj(i -> DigitNetworks.train(train, 5, context.seed(i), 32))
                .map(network -> new double[] {
                    Predictions.of(network, toPick).accuracy(),
                    Predictions.of(network, fresh).accuracy()
                })
                .toArray(double[][]::new);
        // @end
        double[] accuracies =
                Arrays.stream(halves).mapToDouble(h -> (h[0] + h[1]) / 2).toArray();
        double[] picked =
                Arrays.stream(halves).max(Comparator.comparingDouble(h -> h[0])).orElseThrow();
        double mean = Arrays.stream(accuracies).average().orElse(0), deviation = deviation(accuracies, mean);
        Spread spread = Spread.of(accuracies);
        double worst = spread.least(), median = spread.median(), best = spread.most();
        double pickedMedian = median(halves, 0), freshMedian = median(halves, 1);
        // What a test set of this size can tell at all, if every image were a throw of a coin.
        double sampling = Math.sqrt(mean * (1 - mean) / testImages);
        float[] once = weights(train, context.seed(0), 1), again = weights(train, context.seed(0), 1);
        float[] twoThreads = weights(train, context.seed(0), 2), otherSeed = weights(train, context.seed(1), 1);
        return new LessonReport("""
                Training begins with random weights and goes through the images in random order. Another seed, another
                network: some are luckier. The same seed, though, is the same network, to the last bit.""")
                .claim(
                        "“Random means instability/non-reproducibility. How reliable is the solution from our model?” (C)")
                .claim(
                        "“Given all we care about is model performance we’re free to pick the version which gives us the best outcome each time.” (C)")
                .measured(
                        "%d trainings on the same %,d images: accuracy from %.2f to %.2f %%, median %.2f %%, standard deviation %.2f points.",
                        trainings, images, 100 * worst, 100 * best, 100 * median, 100 * deviation)
                .measured(
                        "A test set of %,d images alone blurs an accuracy by %.2f points (one standard deviation).",
                        testImages, 100 * sampling)
                .measured("""
                        Pick the best of %d on every other test image: there it gets %.2f %%, where the median of all is
                        %.2f %%; on the rest it gets %.2f %%, and the median is %.2f %%. A lead may be luck with the images that
                        something was picked by: pick on some, report on others.""", trainings, 100 * picked[0], 100 * pickedMedian, 100 * picked[1], 100 * freshMedian)
                .measured(
                        "Same seed again: %s. Two threads instead of one: %s. Another seed: %s.",
                        same(once, again), same(once, twoThreads), same(once, otherSeed))
                .table(new Table("How lucky?", "training | test accuracy (%) | images wrong")
                        .row("the unluckiest | %.2f | %.0f", 100 * worst, (1 - worst) * testImages)
                        .row("the median | %.2f | %.0f", 100 * median, (1 - median) * testImages)
                        .row("the luckiest | %.2f | %.0f", 100 * best, (1 - best) * testImages))
                .table(new Table(
                                "Are %,d weights the same, bit for bit?".formatted(once.length),
                                "training | bits that differ")
                        .row("same seed, again | %d", bits(once, again))
                        .row("same seed, two threads | %d", bits(once, twoThreads))
                        .row("another seed | %,d", bits(once, otherSeed)))
                .picture(picture(accuracies, worst, best))
                .value("pointsApart", 100 * (best - worst))
                .value("worst", worst)
                .value("median", median)
                .value("best", best)
                .value("deviation", deviation)
                .value("picked", picked[0])
                .value("medianPicked", pickedMedian)
                .value("pickedElsewhere", picked[1])
                .value("medianElsewhere", freshMedian)
                .value("weights", once.length)
                .value("bitsSameSeed", bits(once, again))
                .value("bitsTwoThreads", bits(once, twoThreads))
                .value("bitsOtherSeed", bits(once, otherSeed));
    }

    /** The weights that a training of a larger network comes to, whose work is worth sharing. */
    private static float[] weights(Dataset train, long seed, int threads) {
        try (ExecutorService workers = Executors.newCachedThreadPool();
                Team team = Team.of(workers, threads)) {
            Network network = DigitNetworks.train(train, 2, seed, team, 256, 128);
            // Layer by layer: between them, the array of all has gaps.
            float[] weights = new float[network.parameterCount()];
            int count = 0;
            for (int l = 0; l < network.layers().size(); l++) {
                float[] layer = network.layerParameters(l);
                System.arraycopy(layer, 0, weights, count, layer.length);
                count += layer.length;
            }
            return weights;
        }
    }

    private static long bits(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToLong(i -> Integer.bitCount(Float.floatToRawIntBits(a[i]) ^ Float.floatToRawIntBits(b[i])))
                .sum();
    }

    /** The median of all trainings on one half of the test images. */
    private static double median(double[][] halves, int half) {
        return Spread.of(Arrays.stream(halves).mapToDouble(h -> h[half]).toArray())
                .median();
    }

    private static String same(float[] a, float[] b) {
        return bits(a, b) == 0 ? "every bit the same" : "other weights";
    }

    private static double deviation(double[] values, double mean) {
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
    }

    private static Picture picture(double[] accuracies, double worst, double best) {
        Chart chart = new Chart(
                "The same training from %d seeds".formatted(accuracies.length),
                "test accuracy (%)",
                "trainings (count)");
        // Bins of a tenth of a point, from one round number to another.
        double from = Math.floor(200 * worst) / 2, to = Math.ceil(200 * best) / 2;
        Histogram.of(Arrays.stream(accuracies).map(a -> 100 * a).toArray(), from, to, (int)
                        Math.round((to - from) * 10))
                .addTo(chart, "trainings", Palette.BLUE);
        return new Picture(
                "accuracies",
                "Nothing differs but the seed: of the start weights and of the order of the images.",
                chart.svg());
    }
}
