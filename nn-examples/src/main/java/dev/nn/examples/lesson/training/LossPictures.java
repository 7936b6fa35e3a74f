package dev.nn.examples.lesson.training;

import dev.nn.activation.Sigmoid;
import dev.nn.examples.lesson.desk.DigitRace;
import dev.nn.examples.lesson.desk.DigitRace.Result;
import dev.nn.examples.plot.LineCharts;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.loss.HalfSquaredError;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** The pictures of {@link LossesLesson}. */
final class LossPictures {
    private LossPictures() {}

    static Picture curves(DigitRace race, Result entropy, Result squares) {
        XYChart chart = LineCharts.small("The same network, two losses", "epoch", "validation accuracy (%)");
        double[] epochs =
                IntStream.rangeClosed(1, race.epochs()).asDoubleStream().toArray();
        LineCharts.thick(chart, "cross-entropy", epochs, percent(entropy.curve()), Palette.BLUE);
        LineCharts.thick(chart, "half squared error", epochs, percent(squares.curve()), Palette.VERMILION);
        double[] target = IntStream.rangeClosed(1, race.epochs())
                .mapToDouble(e -> 100 * race.target())
                .toArray();
        LineCharts.dashed(chart, "target", epochs, target, Palette.SOFT_INK);
        return new Picture(
                "curves", "Medians over the seeds, each loss with its best learning rate.", LineCharts.image(chart));
    }

    static Picture gradients() {
        XYChart chart = LineCharts.small(
                "What pulls a wrong answer back", "z of the output (truth is 1)", "|gradient| with respect to z");
        double[] z = IntStream.rangeClosed(-60, 60).mapToDouble(i -> i / 10.0).toArray();
        double[] entropy = Arrays.stream(z)
                .map(v -> Math.abs(LossesLesson.slope(new BinaryCrossEntropy(), v)))
                .toArray();
        double[] squares = Arrays.stream(z)
                .map(v -> Sigmoid.of(v))
                .map(y -> Math.abs(LossesLesson.slope(new HalfSquaredError(), y) * y * (1 - y)))
                .toArray();
        LineCharts.line(chart, "cross-entropy", z, entropy, Palette.BLUE);
        LineCharts.line(chart, "half squared error of a sigmoid", z, squares, Palette.VERMILION);
        return new Picture(
                "gradients", "On the left the network is sure and wrong: squares let it be.", LineCharts.image(chart));
    }

    private static double[] percent(double[] shares) {
        return Arrays.stream(shares).map(share -> 100 * share).toArray();
    }
}
