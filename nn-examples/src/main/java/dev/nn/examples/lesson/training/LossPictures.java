package dev.nn.examples.lesson.training;

import dev.nn.activation.Sigmoid;
import dev.nn.examples.lesson.desk.DigitRace;
import dev.nn.examples.lesson.desk.DigitRace.Result;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.loss.HalfSquaredError;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The pictures of {@link LossesLesson}. */
final class LossPictures {
    private LossPictures() {}

    static Picture curves(DigitRace race, Result entropy, Result squares) {
        Chart chart = new Chart("The same network, two losses", "epoch", "validation accuracy (%)");
        double[] epochs =
                IntStream.rangeClosed(1, race.epochs()).asDoubleStream().toArray();
        chart.thick("cross-entropy", epochs, percent(entropy.curve()), Palette.BLUE);
        chart.thick("half squared error", epochs, percent(squares.curve()), Palette.VERMILION);
        double[] target = IntStream.rangeClosed(1, race.epochs())
                .mapToDouble(e -> 100 * race.target())
                .toArray();
        chart.dashed("target", epochs, target, Palette.SOFT_INK);
        return new Picture("curves", "Medians over the seeds, each loss with its best learning rate.", chart.svg());
    }

    static Picture gradients() {
        Chart chart = new Chart(
                "What pulls a wrong answer back", "z of the output (truth is 1)", "|gradient| with respect to z");
        double[] z = IntStream.rangeClosed(-60, 60).mapToDouble(i -> i / 10.0).toArray();
        double[] entropy = Arrays.stream(z)
                .map(v -> Math.abs(LossesLesson.slope(new BinaryCrossEntropy(), v)))
                .toArray();
        double[] squares = Arrays.stream(z)
                .map(v -> Sigmoid.of(v))
                .map(y -> Math.abs(LossesLesson.slope(new HalfSquaredError(), y) * y * (1 - y)))
                .toArray();
        chart.line("cross-entropy", z, entropy, Palette.BLUE);
        chart.line("half squared error of a sigmoid", z, squares, Palette.VERMILION);
        return new Picture("gradients", "On the left the network is sure and wrong: squares let it be.", chart.svg());
    }

    private static double[] percent(double[] shares) {
        return Arrays.stream(shares).map(share -> 100 * share).toArray();
    }
}
