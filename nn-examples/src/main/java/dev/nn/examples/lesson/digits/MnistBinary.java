package dev.nn.examples.lesson.digits;

import dev.nn.activation.Sigmoid;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.data.ImageDataset;
import dev.nn.data.Subset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.mnist.Pixels;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.ColorMap;
import dev.nn.examples.plot.Histogram;
import dev.nn.examples.plot.ImageGrid;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.initializer.Initializer;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.Trainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Lesson 13 shows that one neuron tells zeros from ones: 784 pixels, 785 numbers to learn, one output.
 *
 * <p>y = σ(w · x + b), with x the pixels from 0 to 1: E, “Representing images as vectors” and “Binary classification of
 * images with a perceptron”. The loss is the binary cross-entropy of lesson 11.
 *
 * <p>Run it: {@code ./nn lesson mnist-binary}
 */
public final class MnistBinary implements Lesson {
    private static final Parameter NO = Parameter.whole("no", "digit whose answer is 0", 0, 0, 9);
    private static final Parameter YES = Parameter.whole("yes", "digit whose answer is 1", 1, 0, 9);
    private static final Parameter EPOCHS = Parameter.whole("epochs", "passes over the images", 5, 1, 100);

    @Override
    public About about() {
        return new About(
                13,
                "mnist-binary",
                "Zero or one? One neuron knows",
                "E “Binary classification of images with a perceptron”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(NO, YES, EPOCHS);
    }

    @Override
    public String conflict(LessonContext context) {
        int no = context.whole(NO), yes = context.whole(YES);
        return no == yes ? "no and yes must be two digits, both are %d".formatted(no) : "";
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        Digits digits = Digits.mnist();
        int no = context.whole(NO), yes = context.whole(YES), epochs = context.whole(EPOCHS);
        Dataset train = pair(digits.train(), no, yes), test = pair(digits.test(), no, yes);
        // @start region="neuron"
        Network neuron = Network.input(train.features()).dense(1).build(Initializer.glorot(), context.seed());
        Trainer.of(neuron, new BinaryCrossEntropy(), Adam.withDefaults())
                .epochs(epochs)
                .seed(context.seed())
                .fit(train);
        // @end
        double[] y = outputs(neuron, test);
        int[] truth = DigitDraw.labels(test);
        List<Integer> wrong = IntStream.range(0, y.length)
                .filter(i -> (y[i] > 0.5 ? 1 : 0) != truth[i])
                .boxed()
                .toList();
        double accuracy = 1 - wrong.size() / (double) y.length;
        long sure = IntStream.range(0, y.length)
                .filter(i -> Math.abs(y[i] - 0.5) > 0.4)
                .count();
        return new LessonReport("""
                An image is a row of numbers: 28 × 28 grey values. One neuron multiplies each pixel with a weight, adds
                them up, and the sigmoid makes a number between 0 and 1 of the sum. Rounded, it is the answer.""")
                .formula("y = σ(w · x + b),  answer 1 if y > 0.5")
                .claim(
                        "“You could feasibly round values of y so if your network outputs 0.9 then you expect the guess is 1.” (E)")
                .measured(
                        """
                        After %d passes over %,d images, %d of %,d test images %s wrong: %.2f %% are right.""",
                        epochs, train.size(), wrong.size(), y.length, wrong.size() == 1 ? "is" : "are", 100 * accuracy)
                .measured(
                        "Does rounding decide much? %.1f %% of the outputs are below 0.1 or above 0.9 anyway.",
                        100.0 * sure / y.length)
                .table(new Table("%d or %d".formatted(no, yes), "images of a | count | mean output | right")
                        .row("%d | %,d | %.3f | %.2f %%", no, count(truth, 0), mean(y, truth, 0), right(y, truth, 0))
                        .row("%d | %,d | %.3f | %.2f %%", yes, count(truth, 1), mean(y, truth, 1), right(y, truth, 1)))
                .picture(outputs(y, truth, no, yes))
                .picture(weights(neuron, digits.test(), test, y, truth, no, yes))
                .value("accuracy", accuracy)
                .value("wrong", wrong.size())
                .value("testImages", y.length)
                .value("parameters", neuron.parameterCount());
    }

    /** The images of two digits, with the targets 0 and 1. */
    private static Dataset pair(ImageDataset images, int no, int yes) {
        Subset both = Subset.where(images, row -> images.label(row) == no || images.label(row) == yes);
        float[] targets = new float[both.size()];
        int[] labels = DigitDraw.labels(both);
        for (int i = 0; i < targets.length; i++) targets[i] = labels[i] == yes ? 1 : 0;
        return FloatDataset.of(images.features(), DigitDraw.features(both), 1, targets);
    }

    private static double[] outputs(Network neuron, Dataset data) {
        float[] z = neuron.predict(DigitDraw.features(data));
        return IntStream.range(0, z.length).mapToDouble(i -> Sigmoid.of(z[i])).toArray();
    }

    private static double[] of(double[] y, int[] truth, int label) {
        return IntStream.range(0, y.length)
                .filter(i -> truth[i] == label)
                .mapToDouble(i -> y[i])
                .toArray();
    }

    private static int count(int[] truth, int label) {
        return (int) IntStream.of(truth).filter(t -> t == label).count();
    }

    private static double mean(double[] y, int[] truth, int label) {
        return IntStream.range(0, y.length)
                .filter(i -> truth[i] == label)
                .mapToDouble(i -> y[i])
                .average()
                .orElse(Double.NaN);
    }

    private static double right(double[] y, int[] truth, int label) {
        long right = IntStream.range(0, y.length)
                .filter(i -> truth[i] == label && (y[i] > 0.5 ? 1 : 0) == label)
                .count();
        return 100.0 * right / count(truth, label);
    }

    private static Picture outputs(double[] y, int[] truth, int no, int yes) {
        Chart chart =
                new Chart("What the neuron says of the test images", "w · x + b (0 is the border)", "images (count)");
        histogram(of(y, truth, 0)).addTo(chart, "images of a %d".formatted(no), Palette.BLUE);
        histogram(of(y, truth, 1)).addTo(chart, "images of a %d".formatted(yes), Palette.VERMILION);
        return new Picture("outputs", "The sum before the sigmoid, of all test images.", chart.svg());
    }

    /** Of z = ln(y / (1 − y)), the sigmoid undone. */
    private static Histogram histogram(double[] y) {
        return Histogram.of(DoubleStream.of(y).map(p -> Math.log(p / (1 - p))).toArray(), -18, 18, 72);
    }

    /** The weights, and the images that were hardest. */
    private static Picture weights(
            Network neuron, ImageDataset images, Dataset test, double[] y, int[] truth, int no, int yes) {
        float[] w = neuron.layerParameters(0), places = new float[images.features()];
        float most = 0;
        for (int i = 0; i < places.length; i++) most = Math.max(most, Math.abs(w[i]));
        for (int i = 0; i < places.length; i++) places[i] = 0.5f + 0.5f * w[i] / most;
        List<ImageGrid.Tile> tiles = new ArrayList<>();
        tiles.add(new ImageGrid.Tile(
                Pixels.image(places, images.columns(), images.rows(), ColorMap.DIVERGING),
                List.of("the weights:", "red says " + yes)));
        IntStream.range(0, y.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(y[i] - truth[i])))
                .limit(5)
                .forEach(i -> {
                    float[] pixels = new float[images.features()];
                    test.copyFeatures(i, pixels, 0);
                    tiles.add(new ImageGrid.Tile(
                            Pixels.image(pixels, images.columns(), images.rows(), ColorMap.GRAY),
                            List.of("a " + (truth[i] == 1 ? yes : no), String.format(Locale.ROOT, "y = %.2f", y[i]))));
                });
        return new Picture(
                "weights",
                "Red weights (up to %.2f) speak for a %d, blue ones for a %d; then the five hardest images."
                        .formatted(most, yes, no),
                new ImageGrid("What it looks at, and what it finds hard", 6, 96, 2, 0).draw(tiles));
    }
}
