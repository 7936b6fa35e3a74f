package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import dev.nn.examples.lesson.desk.DigitRace;
import dev.nn.examples.lesson.desk.DigitRace.Result;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Spread;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.loss.HalfSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.optimizer.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** What {@link Folklore}'s measurements come to, as sentences, tables and pictures. */
final class FolkloreAnswers {
    private FolkloreAnswers() {}

    static void activations(LessonReport report, Folklore folklore) {
        DigitRace race = folklore.race();
        Map<Activation, Result> one = folklore.activations(1), four = folklore.activations(4);
        Table table = new Table(
                "Epochs to %.0f %% by activation, Adam with its best rate".formatted(100 * race.target()),
                "activation | 1 hidden layer | 4 hidden layers");
        one.forEach((activation, result) -> {
            table.row(
                    "%s | %s | %s",
                    activation.name(), race.text(result), race.text(Objects.requireNonNull(four.get(activation))));
            report.value(activation.name() + "One", result.median())
                    .value(activation.name() + "Four", median(four, activation));
        });
        report.measured("""
                        Softplus, ReLU, leaky ReLU or sigmoid? With one hidden layer they need %s, %s, %s and %s epochs, with four
                        %s, %s, %s and %s. The slope of the sigmoid is at most ¼, and backpropagation multiplies by it at every
                        layer.""", texts(race, one, "softplus", "relu", "leaky-relu", "sigmoid", four))
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
        report.measured("""
                        Cross-entropy or least squares? %s against %s epochs, each with its best rate. Lesson 11 looks
                        closer.""", folklore.race().text(entropy), folklore.race().text(squares))
                .value("crossEntropy", entropy.median())
                .value("leastSquares", squares.median());
    }

    static void validation(LessonReport report, ValidationShare question) {
        ValidationShare.Outcome outcome = question.measure();
        double[] shares = ValidationShare.SHARES;
        Table table = new Table(
                "%,d labelled digits; some choose between five learning rates, then all are learnt from: medians of %d draws and the range"
                        .formatted(ValidationShare.LABELLED, question.draws()),
                "validation share (%) | error afterwards (%) | the estimate is off by (points)");
        double[] errors = new double[shares.length], offs = new double[shares.length];
        double widest = 0;
        for (int s = 0; s < shares.length; s++) {
            Spread error = outcome.errors()[s];
            errors[s] = 100 * error.median();
            offs[s] = 100 * outcome.offs()[s].median();
            widest = Math.max(widest, 100 * (error.most() - error.least()));
            table.row("%.0f | %s | %s", 100 * shares[s], percent(error), percent(outcome.offs()[s]));
        }
        table.row("none: always the middle rate | %s | -", percent(outcome.middle()));
        table.row("none: best rate in hindsight | %s | -", percent(outcome.hindsight()));
        Chart chart = new Chart(
                "How large a validation set?", "share of 1,000 labelled images (%)", "median (percentage points)");
        double[] percent = Arrays.stream(shares).map(s -> 100 * s).toArray();
        chart.thick("error on fresh images", percent, errors, Palette.BLUE);
        chart.thick("error of the estimate", percent, offs, Palette.VERMILION);
        chart.yFrom(0);
        Spread medians = Spread.of(errors), estimates = Spread.of(offs);
        report.measured(
                        """
                        How large a validation set? Choose with it, then learn from everything: the median error is %.1f to
                        %.1f %% over all shares from %.0f to %.0f %%, while from draw to draw it varies by up to %.1f points.
                        Always taking the middle rate gives %.1f %%, the best rate in hindsight %.1f %%. The estimate itself
                        is off by %.1f points with %.0f %% held out, and by %.1f at best, with %.0f %%.""",
                        medians.least(),
                        medians.most(),
                        percent[0],
                        percent[percent.length - 1],
                        widest,
                        100 * outcome.middle().median(),
                        100 * outcome.hindsight().median(),
                        offs[0],
                        percent[0],
                        estimates.least(),
                        percent[indexOf(offs, estimates.least())])
                .table(table)
                .picture(new Picture("validation", "Medians by the share that is held out to choose.", chart.svg()))
                .value("validationErrors", errors)
                .value("validationOffs", offs)
                .value("validationHindsight", 100 * outcome.hindsight().median());
    }

    private static int indexOf(double[] values, double value) {
        return IntStream.range(0, values.length)
                .filter(i -> values[i] == value)
                .findFirst()
                .orElseThrow();
    }

    private static String percent(Spread shares) {
        return String.format(
                Locale.ROOT, "%.1f (%.1f to %.1f)", 100 * shares.median(), 100 * shares.least(), 100 * shares.most());
    }
}
