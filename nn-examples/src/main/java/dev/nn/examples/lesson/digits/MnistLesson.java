package dev.nn.examples.lesson.digits;

import dev.nn.data.Dataset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.DigitNetworks;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.mnist.ConfusionPicture;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.mnist.Predictions;
import dev.nn.examples.mnist.WorstMistakes;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.metric.Accuracy;
import dev.nn.network.Network;
import dev.nn.training.Epoch;
import dev.nn.training.History;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Lesson 14 shows the whole of it: ten digits, softmax and cross-entropy, mini-batches, and what still goes wrong.
 *
 * <p>p = softmax(z): E, “Argmax and Softmax”; C, “Output Layer”. Loss −ln p of the true digit: D, “The cross-entropy loss”.
 * Mini-batches: E, “SGD, Momentum and Adam”.
 *
 * <p>Run it: {@code ./nn lesson mnist}; {@code ./nn mnist} does the same with more options.
 */
public final class MnistLesson implements Lesson {
    private final Parameter images;
    private final Parameter epochs;
    private final int[] hidden;

    public MnistLesson() {
        this(false);
    }

    /** @param small a sixth of the images and a smaller network, for the test */
    MnistLesson(boolean small) {
        images = Parameter.whole("images", "images to learn from", small ? 10_000 : 60_000, 100, 60_000);
        epochs = Parameter.whole("epochs", "passes over them", small ? 3 : 6, 1, 100);
        hidden = small ? new int[] {64} : new int[] {256, 128};
    }

    @Override
    public About about() {
        return new About(
                14,
                "mnist",
                "Ten digits: softmax, cross-entropy, mini-batches",
                "E “Beyond binary classification”; D “MNIST digit”; C “DNN Classifier”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(epochs, images);
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        Digits digits = Digits.mnist();
        Dataset train = DigitDraw.first(digits.train(), context.whole(images));
        Network network = DigitNetworks.start(context.seed(), hidden);
        History history = DigitNetworks.trainer(network, context.whole(epochs), context.seed())
                .metric(new Accuracy())
                .fit(train, digits.test());
        Predictions predictions = Predictions.of(network, digits.test());
        Table table = new Table("Epoch by epoch", "epoch | training loss | test loss | test accuracy (%)");
        for (Epoch epoch : history.epochs()) {
            table.row(
                    "%d | %.4f | %.4f | %.2f",
                    epoch.number(), epoch.trainLoss(), epoch.validationLoss(), 100 * epoch.validationScore());
        }
        Table confused = new Table("The commonest mistakes", "true digit | taken for | images");
        mostConfused(predictions.confusion())
                .forEach(pair -> confused.row(
                        "%d | %d | %d", pair / 10, pair % 10, predictions.confusion()[pair / 10][pair % 10]));
        return new LessonReport("""
                One output neuron per digit. Softmax turns ten numbers into ten shares of 100 %, the cross-entropy asks how
                much of it the true digit got, and a few dozen images at a time the weights follow the gradient.""")
                .formula("p_k = e^(z_k) / Σ e^(z_j),  loss −ln p of the true digit")
                .claim(
                        "“For multiclass classification typically we have an output layer with one neuron per class.” (E)")
                .claim("Argmax “cannot be used inside a training loop”, softmax can. (E)")
                .measured(
                        """
                        A network of %s, %,d parameters, trained %d times over %,d images: %,d of %,d test images right, %.2f %%.""",
                        network,
                        network.parameterCount(),
                        context.whole(epochs),
                        train.size(),
                        predictions.correct(),
                        predictions.size(),
                        100 * predictions.accuracy())
                .table(table)
                .table(confused)
                .picture(curves(history))
                .picture(new Picture(
                        "confusion",
                        "Which digit was taken for which; right answers in green.",
                        ConfusionPicture.draw(predictions)))
                .picture(new Picture(
                        "mistakes",
                        "The test images with the highest loss. Would you have known?",
                        WorstMistakes.draw(digits.test(), predictions)))
                .value("accuracy", predictions.accuracy())
                .value("wrong", predictions.size() - predictions.correct())
                .value("firstAccuracy", history.epochs().getFirst().validationScore())
                .value("firstTrainLoss", history.epochs().getFirst().trainLoss())
                .value("lastTrainLoss", history.last().trainLoss());
    }

    /** The six pairs of digits that are most often confused, as 10 · true + predicted. */
    private static List<Integer> mostConfused(int[][] counts) {
        return IntStream.range(0, 100)
                .filter(pair -> pair / 10 != pair % 10)
                .boxed()
                .sorted((a, b) -> counts[b / 10][b % 10] - counts[a / 10][a % 10])
                .limit(6)
                .toList();
    }

    private static Picture curves(History history) {
        Chart chart = new Chart("Learning to read digits", "epoch", "mean cross-entropy (logarithmic)");
        chart.logY();
        chart.thick(
                "training images", numbers(history, Epoch::number), numbers(history, Epoch::trainLoss), Palette.BLUE);
        chart.thick(
                "test images",
                numbers(history, Epoch::number),
                numbers(history, Epoch::validationLoss),
                Palette.VERMILION);
        return new Picture(
                "curves",
                "The loss while training (a mean over the epoch) and on the test images after it.",
                chart.svg());
    }

    private static double[] numbers(History history, ToDoubleFunction<Epoch> number) {
        return history.epochs().stream().mapToDouble(number).toArray();
    }
}
