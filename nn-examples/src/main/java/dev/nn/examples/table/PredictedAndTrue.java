package dev.nn.examples.table;

import dev.nn.examples.plot.LineCharts;
import dev.nn.examples.plot.Palette;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The picture of predicted numbers over true ones: the nearer to the diagonal, the better. */
final class PredictedAndTrue {
    private static final int SIDE = 560;

    /** More points would be one blot. */
    private static final int MOST_POINTS = 5_000;

    private PredictedAndTrue() {}

    /** @param rows what the legend calls the rows */
    static BufferedImage draw(Evaluation evaluation, String rows) {
        String name = evaluation.target().name();
        String title = String.format(Locale.ROOT, "R² = %.3f", evaluation.score());
        XYChart chart = LineCharts.chart(SIDE, SIDE, title, "true " + name, "predicted " + name);
        double[] truth = thinned(evaluation.truth()), predicted = thinned(evaluation.predicted());
        double lowest = both(truth, predicted).min().orElse(0),
                highest = both(truth, predicted).max().orElse(1);
        XYSeries points = chart.addSeries(rows, truth, predicted);
        points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        points.setMarker(SeriesMarkers.CIRCLE);
        points.setMarkerColor(Palette.BLUE);
        double[] ends = {lowest, highest};
        LineCharts.thin(chart, "predicted = true", ends, ends, Palette.VERMILION);
        chart.getStyler().setMarkerSize(truth.length > 500 ? 4 : 7);
        return LineCharts.sideBySide(List.of(chart));
    }

    private static double[] thinned(double[] values) {
        int step = Math.ceilDiv(values.length, MOST_POINTS);
        double[] some = new double[Math.ceilDiv(values.length, step)];
        Arrays.setAll(some, i -> Double.isFinite(values[i * step]) ? values[i * step] : 0);
        return some;
    }

    private static DoubleStream both(double[] truth, double[] predicted) {
        return DoubleStream.concat(DoubleStream.of(truth), DoubleStream.of(predicted));
    }
}
