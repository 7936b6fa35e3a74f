package dev.nn.examples.lesson.network;

import dev.nn.activation.Activation;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.PointsPicture;
import dev.nn.examples.plot.LineCharts;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.examples.plot.PlanePlot;
import dev.nn.network.Network;
import org.knowm.xchart.XYChart;

/** The pictures of lesson 6: what deep networks say about rings, without and with activations. */
final class CollapsePictures {
    private CollapsePictures() {}

    static Picture surface(String name, String title, PlanePoints points, Activation activation, long seed) {
        Network network = AffineCollapse.trained(4, activation, points, seed);
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
        XYChart chart = LineCharts.small("Rings: accuracy by depth", "layers", "right answers (%)");
        LineCharts.thick(chart, "tanh", AffineCollapse.DEPTHS, percent(tanh), Palette.VERMILION);
        LineCharts.thick(chart, "no activation", AffineCollapse.DEPTHS, percent(linear), Palette.BLUE);
        double[] ends = {AffineCollapse.DEPTHS[0], AffineCollapse.DEPTHS[AffineCollapse.DEPTHS.length - 1]};
        LineCharts.dashed(chart, "best straight line", ends, percent(new double[] {best, best}), Palette.SOFT_INK);
        chart.getStyler().setYAxisMin(40.0).setYAxisMax(105.0);
        return new Picture("depth", "More layers help only if something bends between them.", LineCharts.image(chart));
    }

    private static double[] percent(double[] shares) {
        double[] percent = new double[shares.length];
        for (int i = 0; i < percent.length; i++) percent[i] = 100 * shares[i];
        return percent;
    }
}
