package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import dev.nn.examples.lesson.desk.DifferenceQuotients;
import dev.nn.examples.lesson.desk.Samples;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.loss.HalfSquaredError;
import dev.nn.network.Network;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The pictures of lesson 9: gradients by formula against differences, and the error of the differences themselves. */
final class GradientPictures {
    private GradientPictures() {}

    static Picture scatter(Samples samples, long seed) {
        Network network = Backpropagation.network(Activation.SIGMOID, seed);
        double[] quotients = flat(DifferenceQuotients.of(network, new HalfSquaredError(), samples, Backpropagation.H));
        Chart chart = new Chart(
                "Every gradient of one sigmoid network", "difference quotient of the loss", "gradient by formula");
        chart.points("gradients", quotients, flat(Backpropagation.byHand(network, samples)), Palette.GREEN);
        return new Picture("scatter", "Right gradients lie on the diagonal.", chart.svg());
    }

    private static double[] flat(double[][] layers) {
        return Arrays.stream(layers).flatMapToDouble(Arrays::stream).toArray();
    }

    static Picture steps(Samples samples, long seed) {
        Network network = Backpropagation.network(Activation.TANH, seed);
        double[][] exact = Backpropagation.byHand(network, samples);
        double[] h = DoubleStream.iterate(1e-10, step -> step < 2, step -> step * Math.sqrt(10))
                .toArray();
        double[] errors = Arrays.stream(h)
                .map(step -> DifferenceQuotients.error(
                        DifferenceQuotients.of(network, new HalfSquaredError(), samples, step), exact))
                .toArray();
        Chart chart = new Chart("How small should the difference be?", "h", "largest relative error");
        chart.thick("error of the difference quotient", h, errors, Palette.BLUE);
        chart.logX().logY();
        return new Picture(
                "steps",
                "Large h: the curve is not a line, the error falls as h². Small h: rounding, it grows as 1/h.",
                chart.svg());
    }
}
