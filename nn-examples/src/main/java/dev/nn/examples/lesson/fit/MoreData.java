package dev.nn.examples.lesson.fit;

import dev.nn.data.Augmentation;
import dev.nn.data.AugmentedImages;
import dev.nn.data.Dataset;
import dev.nn.data.SeedSequence;
import dev.nn.data.Subset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.DigitNetworks;
import dev.nn.examples.lesson.desk.DigitRace;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Spread;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.mnist.Pixels;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.ColorMap;
import dev.nn.examples.plot.ImageGrid;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.loss.Loss;
import dev.nn.loss.SmoothedCrossEntropy;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Lesson 31 shows what more data do, and what can stand in for them: changed copies of the images, softened labels, weights
 * kept sparse, several networks that vote. All trainings have the same number of steps.
 *
 * <p>“How would you make it harder for a model with lots of parameters to overfit your data?”: E, question 3. Early stopping,
 * L2 and dropout are lesson 15.
 *
 * <p>Run it: {@code ./nn lesson more-data}
 */
public final class MoreData implements Lesson {
    private static final Parameter IMAGES = Parameter.whole("images", "real images to learn from", 1000, 100, 10_000);
    private static final Parameter COPIES =
            Parameter.whole("copies", "copies of each image, the first unchanged", 10, 2, 50);
    private static final int BATCH = 64, REPLICAS = 3;
    private static final double L1 = 0.0002, SMOOTHING = 0.1, RATE = 0.002;

    private final int width;
    private final int steps;
    private final int[] times;

    public MoreData() {
        this(false);
    }

    /** @param small less of everything, for the test */
    MoreData(boolean small) {
        width = small ? 32 : 128;
        steps = small ? 600 : 800;
        times = small ? new int[] {1, 4} : new int[] {1, 2, 4, 8};
    }

    @Override
    public About about() {
        return new About(
                31,
                "more-data",
                "More data, and what can stand in for them",
                "E “What might go wrong with this training paradigm?”, 3");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(IMAGES, COPIES);
    }

    /** Test errors of some trainings, and the share of their own images that they get wrong. */
    private record Result(double[] errors, double trainError, List<float[]> outputs) {
        Spread spread() {
            return Spread.of(errors);
        }
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        Digits digits = Digits.mnist();
        int images = context.whole(IMAGES), copies = context.whole(COPIES);
        float[] test = DigitDraw.features(digits.test());
        int[] truth = DigitDraw.labels(digits.test());
        Dataset few = few(digits, images, context.seed()),
                augmented = augmented(digits, images, copies, context.seed());
        Loss plain = new SoftmaxCrossEntropy();
        Map<String, Result> results = new LinkedHashMap<>();
        results.put("nothing", train(few, few, plain, 0, test, truth, context));
        results.put("label smoothing", train(few, few, new SmoothedCrossEntropy(SMOOTHING), 0, test, truth, context));
        results.put("L1", train(few, few, plain, L1, test, truth, context));
        results.put("changed copies", train(augmented, few, plain, 0, test, truth, context));
        Result alone = Objects.requireNonNull(results.get("nothing"));
        double vote = error(sum(alone.outputs()), truth);
        double[] sizes = new double[times.length], real = sizes.clone(), withCopies = sizes.clone();
        Table growth = new Table(
                "Test error (%%) by number of images, median of %d (range)".formatted(REPLICAS),
                "images | as they are | with changed copies");
        for (int i = 0; i < times.length; i++) {
            sizes[i] = (double) times[i] * images;
            Dataset more = few(digits, times[i] * images, context.seed());
            Dataset moreCopies = augmented(digits, times[i] * images, copies, context.seed());
            Result a = i == 0 ? alone : train(more, more, plain, 0, test, truth, context);
            Result b = i == 0
                    ? Objects.requireNonNull(results.get("changed copies"))
                    : train(moreCopies, more, plain, 0, test, truth, context);
            real[i] = a.spread().median();
            withCopies[i] = b.spread().median();
            growth.row("%,.0f | %s | %s", sizes[i], text(a.spread()), text(b.spread()));
        }
        LessonReport report = new LessonReport("""
                A network that gets all its training images right can't learn anything more from them. What it lacks is more
                to see. The best remedy is more data. Where there are none, one can make some: a digit moved by a pixel or
                turned a little is the same digit, and the network doesn't know that until it has seen it. Other remedies
                make it harder to be sure, or let several networks vote.""")
                .formula("label smoothing:  target 1 → 1 − ε + ε/10, the others 0 → ε/10")
                .formula("L1:  loss + λ Σ |w|, whose pull towards 0 is the same for small and large weights")
                .formula("ensemble:  mean of the outputs of networks that differ in their seed")
                .claim("“How would you make it harder for a model with lots of parameters to overfit your data?” (E)");
        Table table = new Table(
                "%,d images, %,d steps of %d, %d trainings each".formatted(images, steps, BATCH, REPLICAS),
                "remedy | training images wrong (%) | test error (%), median (range)");
        results.forEach((name, result) -> {
            table.row("%s | %.1f | %s", name, 100 * result.trainError(), text(result.spread()));
            report.value(name.replace(" ", ""), result.spread().median());
        });
        table.row("the %d of “nothing” together | %.1f | %.1f", REPLICAS, 100 * alone.trainError(), 100 * vote);
        int last = times.length - 1;
        return report.measured(
                        """
                        With nothing done, %.1f %% of the training images and %.1f %% of the test images are wrong. With label
                        smoothing %.1f %% of the test images, with L1 %.1f, with changed copies %.1f; the %d networks together %.1f.""",
                        100 * alone.trainError(),
                        100 * alone.spread().median(),
                        100 * report.number("labelsmoothing"),
                        100 * report.number("L1"),
                        100 * report.number("changedcopies"),
                        REPLICAS,
                        100 * vote)
                .measured(
                        """
                        %d times as many images: from %.1f to %.1f %%, and with changed copies from %.1f to %.1f %%. The copies of %,d
                        images are worth as much as about %,.0f real ones.""",
                        times[last],
                        100 * real[0],
                        100 * real[last],
                        100 * withCopies[0],
                        100 * withCopies[last],
                        images,
                        worth(sizes, real, withCopies[0]))
                .table(table)
                .table(growth)
                .picture(growthPicture(sizes, real, withCopies))
                .picture(copiesPicture(digits, images, copies, context.seed()))
                .value("images", images)
                .value("trainError", alone.trainError())
                .value("together", vote)
                .value("replicas", REPLICAS)
                .value("sizes", sizes)
                .value("real", real)
                .value("withCopies", withCopies)
                .value("realLeast", real[last])
                .value("worth", worth(sizes, real, withCopies[0]));
    }

    /** The first of a random order: more images contain the fewer. */
    private static Subset few(Digits digits, int count, long seed) {
        return DigitDraw.parts(digits.train(), seed, count)[0];
    }

    /** So many copies of the same images: the image itself, the others changed at random. */
    // @start region="copies"
    private static Dataset augmented(Digits digits, int count, int copies, long seed) {
        Subset images = few(digits, count, seed);
        Dataset all = AugmentedImages.of(digits.train(), Augmentation.AFFINE, copies, seed);
        int whole = digits.train().size();
        int[] rows = IntStream.range(0, count * copies)
                .map(i -> i / count * whole + images.rowInWhole(i % count))
                .toArray();
        return Subset.of(all, rows);
    }
    // @end

    private Result train(
            Dataset data, Dataset own, Loss loss, double l1, float[] test, int[] truth, LessonContext context) {
        Dataset rounds = rounds(data, context.seed());
        float[] x = DigitDraw.features(own);
        int[] labels = DigitDraw.labels(own);
        double[] errors = new double[REPLICAS], trainErrors = new double[REPLICAS];
        float[][] outputs = new float[REPLICAS][];
        IntStream.range(0, REPLICAS).parallel().forEach(r -> {
            long seed = new SeedSequence(context.seed()).get(r);
            Network network = DigitNetworks.start(seed, width);
            Trainer.of(network, loss, Adam.withLearningRate(RATE))
                    .batchSize(BATCH)
                    .epochs(1)
                    .schedule(Schedule.cosine(0))
                    .l1(l1)
                    .seed(seed)
                    .fit(rounds);
            outputs[r] = network.predict(test);
            errors[r] = error(outputs[r], truth);
            trainErrors[r] = error(network.predict(x), labels);
        });
        return new Result(errors, Spread.of(trainErrors).median(), List.of(outputs));
    }

    /** The data again and again, cut where the steps end: a whole number of epochs would give some trainings more steps. */
    private Dataset rounds(Dataset data, long seed) {
        int[] order = IntStream.range(0, data.size()).toArray();
        Random random = new Random(seed);
        for (int i = 0; i < Math.min(order.length, steps * BATCH); i++) {
            int other = i + random.nextInt(order.length - i), row = order[other];
            order[other] = order[i];
            order[i] = row;
        }
        return Subset.of(
                data,
                IntStream.range(0, steps * BATCH)
                        .map(i -> order[i % order.length])
                        .toArray());
    }

    private static double error(float[] y, int[] truth) {
        return 1 - DigitRace.accuracy(y, truth);
    }

    private static float[] sum(List<float[]> outputs) {
        float[] sum = new float[outputs.getFirst().length];
        for (float[] y : outputs) for (int i = 0; i < sum.length; i++) sum[i] += y[i];
        return sum;
    }

    /** How many real images give that error, between the measured ones by straight lines on logarithmic axes. */
    private static double worth(double[] sizes, double[] errors, double error) {
        for (int i = 1; i < sizes.length; i++) {
            if (errors[i] > error && i < sizes.length - 1) continue;
            double share = Math.log(errors[i - 1] / error) / Math.log(errors[i - 1] / errors[i]);
            return sizes[i - 1] * Math.pow(sizes[i] / sizes[i - 1], Math.clamp(share, 0, 1));
        }
        return sizes[0];
    }

    private static String text(Spread spread) {
        return String.format(
                Locale.ROOT, "%.1f (%.1f to %.1f)", 100 * spread.median(), 100 * spread.least(), 100 * spread.most());
    }

    private static Picture growthPicture(double[] sizes, double[] real, double[] withCopies) {
        Chart chart = new Chart("Test error by number of images", "images to learn from", "test error (%)");
        chart.thick("as they are", sizes, percent(real), Palette.BLUE);
        chart.thick("with changed copies", sizes, percent(withCopies), Palette.VERMILION);
        chart.logX().logY();
        return new Picture(
                "growth", "Both axes are logarithmic; every training has the same number of steps.", chart.svg());
    }

    private static double[] percent(double[] shares) {
        return Arrays.stream(shares).map(share -> 100 * share).toArray();
    }

    /** Some images, the copies of each below one another. */
    private static Picture copiesPicture(Digits digits, int images, int copies, long seed) {
        int shown = 6, rows = Math.min(copies, 4), side = digits.train().columns();
        Dataset all = augmented(digits, images, copies, seed);
        List<ImageGrid.Tile> tiles = new ArrayList<>();
        float[] x = new float[digits.train().features()];
        for (int i = 0; i < shown * rows; i++) {
            all.copyFeatures(i / shown * images + i % shown, x, 0);
            tiles.add(new ImageGrid.Tile(Pixels.image(x, side, side, ColorMap.GRAY), List.of()));
        }
        return new Picture(
                "copies",
                "Above the images as they are; below changed copies: turned, sheared, scaled and moved at random.",
                new ImageGrid("Changed copies", shown, 70, 0, 0).draw(tiles).image());
    }
}
