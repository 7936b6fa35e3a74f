package dev.nn.examples.lesson.perceptron;

import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.PointsPicture;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.examples.plot.PlanePlot;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The pictures of lesson 4: curves among points, and what each training gets by order. */
final class PolynomialPictures {
    private PolynomialPictures() {}

    static Picture curve(String name, String title, PlanePoints points, UnaryOperator<float[]> scores) {
        PlanePlot plot = PlanePlot.of(title, PointsPicture.X, PointsPicture.Y).sides(scores);
        return new Picture(
                name,
                title + ". Red: where it says class 1.",
                PointsPicture.add(plot, points).draw());
    }

    static Picture byOrder(double[] raw, double[] scaled, double[] regression) {
        Chart chart = new Chart("The same curves, three trainings", new Axis("order", 0, 20), "right points (%)");
        double[] orders =
                IntStream.of(PolynomialPerceptron.ORDERS).asDoubleStream().toArray();
        chart.thick("products", orders, percent(raw), Palette.VERMILION);
        chart.thick("scaled", orders, percent(scaled), Palette.BLUE);
        chart.thick("regression", orders, percent(regression), Palette.GREEN);
        return new Picture(
                "by-order",
                "The points of the spirals on their right side: a perceptron on products as they are, on scaled features, and regression.",
                chart.svg());
    }

    private static double[] percent(double[] shares) {
        return Arrays.stream(shares).map(share -> 100 * share).toArray();
    }
}
