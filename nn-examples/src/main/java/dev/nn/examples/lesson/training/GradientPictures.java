package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import dev.nn.examples.lesson.desk.DifferenceQuotients;
import dev.nn.examples.lesson.desk.Samples;
import dev.nn.examples.plot.LineCharts;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.loss.HalfSquaredError;
import dev.nn.network.Network;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;

/** The pictures of lesson 9: gradients by formula against differences, and the error of the differences themselves. */
final class GradientPictures {
    private GradientPictures() {}

    static Picture scatter(Samples samples, long seed) {
        Network network = Backpropagation.network(Activation.SIGMOID, seed);
        double[] quotients = flat(DifferenceQuotients.of(network, new HalfSquaredError(), samples, Backpropagation.H));
        XYChart chart = LineCharts.small(
                "Every gradient of one sigmoid network", "difference quotient of the loss", "gradient by formula");
        LineCharts.points(chart, "gradients", quotients, flat(Backpropagation.byHand(network, samples)), Palette.GREEN);
        return new Picture("scatter", "Right gradients lie on the diagonal.", LineCharts.image(chart));
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
        XYChart chart = LineCharts.small("How small should the difference be?", "h", "largest relative error");
        LineCharts.thick(chart, "error of the difference quotient", h, errors, Palette.BLUE);
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        return new Picture(
                "steps",
                "Large h: the curve is not a line, the error falls as h². Small h: rounding, it grows as 1/h.",
                LineCharts.image(chart));
    }
}
