package dev.nn.examples.lesson.network;

import dev.nn.activation.Activation;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.PointsPicture;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.examples.plot.PlanePlot;
import dev.nn.network.Network;

/** The pictures of lesson 6: what deep networks say about rings, without and with activations. */
final class CollapsePictures {
    private CollapsePictures() {}

    static Picture surface(
            String name, String title, PlanePoints points, Activation activation, LessonContext context) {
        Network network = AffineCollapse.trained(4, activation, points, context);
        PlanePlot plot = PlanePlot.of(title, PointsPicture.X, PointsPicture.Y).sides(network::predict);
        if (activation.equals(Activation.IDENTITY)) {
            plot.border(
                    "the collapsed map: X·V + v = 0",
                    AffineCollapse.collapse(network).perceptron().weights(),
                    Palette.INK,
                    true);
        }
        return new Picture(
                name,
                title + ". Red: where it says class 1.",
                PointsPicture.add(plot, points).draw());
    }

    static Picture byDepth(double[] linear, double[] tanh, double best) {
        Chart chart = new Chart("Rings: accuracy by depth", "layers", "right answers (%)");
        chart.thick("tanh", AffineCollapse.DEPTHS, percent(tanh), Palette.VERMILION);
        chart.thick("no activation", AffineCollapse.DEPTHS, percent(linear), Palette.BLUE);
        double[] ends = {AffineCollapse.DEPTHS[0], AffineCollapse.DEPTHS[AffineCollapse.DEPTHS.length - 1]};
        chart.dashed("best straight line", ends, percent(new double[] {best, best}), Palette.SOFT_INK);
        chart.yFrom(40).yTo(105);
        return new Picture("depth", "More layers help only if something bends between them.", chart.svg());
    }

    private static double[] percent(double[] shares) {
        double[] percent = new double[shares.length];
        for (int i = 0; i < percent.length; i++) percent[i] = 100 * shares[i];
        return percent;
    }
}
