package dev.nn.examples.lesson.training;

import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Marks;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.examples.plot.PlanePlot;
import java.awt.Color;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The pictures of lesson 8: paths in a valley, their losses, and two minima. */
final class DescentPictures {
    private DescentPictures() {}

    static Picture paths(double[] rates, int steps) {
        UnaryOperator<float[]> bands = rows -> {
            float[] values = new float[rows.length / 2];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.floor(Math.sqrt(GradientDescent.valley(rows[2 * i], rows[2 * i + 1])) * 2);
            }
            return values;
        };
        PlanePlot plot = PlanePlot.of(
                        "Three step sizes in a steep valley", new Axis("x", -4.5, 4.5), new Axis("y", -4.5, 4.5))
                .surface(bands, -14, 22);
        Color[] colors = {color(0), color(1), color(3)};
        int[] which = {0, 1, 3}, lengths = {steps, steps, Math.min(steps, 14)};
        for (int p = 0; p < which.length; p++) {
            double[][] path =
                    Descent.byHand(GradientDescent::valleySlope, GradientDescent.START, rates[which[p]], lengths[p]);
            double[] x = new double[path.length], y = new double[path.length];
            for (int i = 0; i < path.length; i++) {
                x[i] = path[i][0];
                y[i] = path[i][1];
            }
            plot.line("", x, y, colors[p], false);
            plot.points(
                    "η = %s, %s".formatted(rates[which[p]], GradientDescent.verdict(rates[which[p]])),
                    x,
                    y,
                    colors[p],
                    Marks.CIRCLE);
        }
        return new Picture(
                "paths",
                "Each dot is a step; bands of colour are heights. All start at (−4, 1); the middle of the bands is the bottom.",
                plot.draw());
    }

    /** The same in both pictures: green is the step size that arrives, vermilion the one that is too large. */
    private static Color color(int rate) {
        return List.of(Palette.INK, Palette.GREEN, Palette.BLUE, Palette.VERMILION)
                .get(rate);
    }

    static Picture losses(double[] rates, int steps) {
        Chart chart = new Chart("Loss by step", new Axis("step", 0, steps), "loss ½ (x² + 10 y²)");
        double[] x = IntStream.rangeClosed(0, steps).asDoubleStream().toArray();
        for (int i = 0; i < rates.length; i++) {
            double[][] path = Descent.byHand(GradientDescent::valleySlope, GradientDescent.START, rates[i], steps);
            double[] loss = new double[path.length];
            for (int s = 0; s < loss.length; s++) loss[s] = GradientDescent.valley(path[s][0], path[s][1]);
            chart.line("η = " + rates[i], x, loss, color(i));
        }
        chart.logY();
        return new Picture("loss", "The same on a logarithmic axis: straight lines are powers of 1 − ηa.", chart.svg());
    }

    static Picture twoMinima() {
        Chart chart = new Chart("Two minima: where you start decides", new Axis("x", -2.2, 2.2), "loss x⁴ − 4x² + x");
        double[] x =
                IntStream.rangeClosed(0, 220).mapToDouble(i -> -2.2 + i * 0.02).toArray();
        chart.line(
                "loss",
                x,
                IntStream.range(0, x.length)
                        .mapToDouble(i -> GradientDescent.waves(x[i]))
                        .toArray(),
                Palette.SOFT_INK);
        for (double[] walk : new double[][] {{GradientDescent.TOP - 0.1}, {GradientDescent.TOP + 0.1}}) {
            double[][] path = Descent.byHand(GradientDescent::wavesSlope, walk, 0.02, 60);
            double[] px = new double[path.length], py = new double[path.length];
            for (int i = 0; i < path.length; i++) {
                px[i] = path[i][0];
                py[i] = GradientDescent.waves(px[i]);
            }
            boolean left = walk[0] < GradientDescent.TOP;
            chart.points(
                    left ? "from the left of the top" : "from the right",
                    px,
                    py,
                    left ? Palette.BLUE : Palette.VERMILION);
        }
        return new Picture(
                "minima", "Two walks that begin close to one another end in different valleys.", chart.svg());
    }
}
