package dev.nn.examples.lesson.training;

import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The pictures of lesson 28: losses along straight lines, and how fast two methods come to the bottom. */
final class ConvexityPictures {
    /** Steps of a straight line between two sets of weights. */
    static final int POINTS = 40;

    /** Steps that the second picture shows. */
    private static final int SHOWN = 30;

    private ConvexityPictures() {}

    /** The point at a share of the way from u to v. */
    static double[] between(double[] u, double[] v, double share) {
        double[] point = new double[u.length];
        Arrays.setAll(point, i -> u[i] + share * (v[i] - u[i]));
        return point;
    }

    static Picture segments(double[] unit, double[] network) {
        Chart chart = new Chart(
                "The loss on a straight line between two sets of weights", new Axis("share of the way", 0, 1), "loss");
        double[] way = IntStream.rangeClosed(0, POINTS)
                .mapToDouble(i -> i / (double) POINTS)
                .toArray();
        double[] ends = {0, 1};
        chart.line("one unit", way, unit, Palette.BLUE);
        chart.dashed("unit, straight", ends, new double[] {unit[0], unit[POINTS]}, Palette.SKY);
        chart.line("network", way, network, Palette.VERMILION);
        chart.dashed("network, straight", ends, new double[] {network[0], network[POINTS]}, Palette.ORANGE);
        return new Picture(
                "segments",
                "Blue: one unit between two random sets of weights, always below its straight line. Red: the network between"
                        + " its best weights and the same with two hidden units swapped, a hill between two equal valleys.",
                chart.svg());
    }

    static Picture distances(double[] newton, double[] descent) {
        Chart chart = new Chart("How far from the minimum?", new Axis("step", 0, SHOWN), "distance of the weights");
        draw(chart, "Newton", newton, true);
        draw(chart, "gradient descent, η = 1", descent, false);
        chart.logY();
        return new Picture(
                "distances",
                "On a logarithmic axis descent is a straight line; Newton doubles the number of right digits with each step.",
                chart.svg());
    }

    private static void draw(Chart chart, String name, double[] off, boolean thick) {
        int count = (int) IntStream.range(0, Math.min(SHOWN + 1, off.length))
                .takeWhile(s -> off[s] > 1e-15)
                .count();
        double[] steps = IntStream.range(0, count).asDoubleStream().toArray(), shown = Arrays.copyOf(off, count);
        if (thick) chart.thick(name, steps, shown, Palette.BLUE);
        else chart.line(name, steps, shown, Palette.VERMILION);
    }
}
