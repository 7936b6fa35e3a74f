package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import dev.nn.examples.lesson.desk.DigitRace;
import dev.nn.examples.lesson.desk.DigitRace.Result;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.lesson.training.Folklore.Choice;
import dev.nn.examples.plot.LineCharts;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.loss.HalfSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.optimizer.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** What {@link Folklore}'s measurements come to, as sentences, tables and pictures. */
final class FolkloreAnswers {
    private static final double[] SHARES = {0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7};

    private FolkloreAnswers() {}

    static void activations(LessonReport report, Folklore folklore) {
        DigitRace race = folklore.race();
        Map<Activation, Result> one = folklore.activations(1), four = folklore.activations(4);
        Table table = new Table(
                "Epochs to %.0f %% by activation, Adam with its best rate".formatted(100 * race.target()),
                "activation | 1 hidden layer | 4 hidden layers");
        one.forEach((activation, result) -> {
            table.row(
                    "%s | %s | %s", activation.name(), race.text(result.median()), race.text(median(four, activation)));
            report.value(activation.name() + "One", result.median())
                    .value(activation.name() + "Four", median(four, activation));
        });
        report.measured("""
                        Softplus, ReLU, leaky ReLU or sigmoid? With one hidden layer %s, %s, %s and %s epochs: it does not
                        matter. With four, %s, %s, %s and %s: any but the sigmoid, whose slope is at most ¼ and is multiplied
                        at every layer.""", texts(race, one, "softplus", "relu", "leaky-relu", "sigmoid", four))
                .table(table);
    }

    private static double median(Map<Activation, Result> results, Activation activation) {
        return Objects.requireNonNull(results.get(activation)).median();
    }

    private static Object[] texts(
            DigitRace race,
            Map<Activation, Result> one,
            String a,
            String b,
            String c,
            String d,
            Map<Activation, Result> four) {
        List<Object> texts = new ArrayList<>();
        for (Map<Activation, Result> results : List.of(one, four)) {
            for (String name : List.of(a, b, c, d)) texts.add(race.text(median(results, Activation.named(name))));
        }
        return texts.toArray();
    }

    static void losses(LessonReport report, Folklore folklore) {
        double[] rates = {0.1, 0.3, 1};
        Result entropy = folklore.best(1, Activation.RELU, new SoftmaxCrossEntropy(), Sgd::withLearningRate, rates);
        Result squares = folklore.best(1, Activation.RELU, new HalfSquaredError(), Sgd::withLearningRate, rates);
        report.measured(
                        """
                        Cross-entropy or least squares? %s against %s epochs, each with its best rate: cross-entropy, as
                        lesson 11 explains.""",
                        folklore.race().text(entropy.median()), folklore.race().text(squares.median()))
                .value("crossEntropy", entropy.median())
                .value("leastSquares", squares.median());
    }

    static void validation(LessonReport report, Folklore folklore, int repetitions) {
        Table table = new Table(
                "1,000 labelled digits; some of them choose between five learning rates",
                "validation share (%) | error of the chosen (%) | estimate is off by (%)");
        double[] errors = new double[SHARES.length], offs = new double[SHARES.length];
        for (int s = 0; s < SHARES.length; s++) {
            Choice choice = folklore.choose(SHARES[s], repetitions);
            errors[s] = 100 * choice.error();
            offs[s] = 100 * choice.off();
            table.row("%.0f | %.1f | %.1f", 100 * SHARES[s], errors[s], offs[s]);
        }
        XYChart chart = LineCharts.small(
                "How large a validation set?", "share of 1,000 labelled images (%)", "median (percentage points)");
        double[] percent = Arrays.stream(SHARES).map(s -> 100 * s).toArray();
        LineCharts.thick(chart, "error on fresh images", percent, errors, Palette.BLUE);
        LineCharts.thick(chart, "error of the estimate", percent, offs, Palette.VERMILION);
        chart.getStyler().setYAxisMin(0.0);
        report.measured(
                        """
                        How large a validation set? No magic number: from 5 to 30 %% the chosen network is equally good (%.1f to
                        %.1f %% wrong). With 2 %% one learns little about it (the estimate is off by %.1f points), with 70 %%
                        there is too little left to learn from (%.1f %% wrong).""",
                        IntStream.rangeClosed(1, 4)
                                .mapToDouble(i -> errors[i])
                                .min()
                                .orElse(0),
                        IntStream.rangeClosed(1, 4)
                                .mapToDouble(i -> errors[i])
                                .max()
                                .orElse(0),
                        offs[0],
                        errors[SHARES.length - 1])
                .table(table)
                .picture(new Picture(
                        "validation", "Learning needs images, and judging needs images.", LineCharts.image(chart)))
                .value("validationErrors", errors)
                .value("validationOffs", offs);
    }
}
