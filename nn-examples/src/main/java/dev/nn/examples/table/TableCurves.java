package dev.nn.examples.table;

import dev.nn.examples.plot.LineCharts;
import dev.nn.examples.plot.Palette;
import dev.nn.table.TableFit;
import dev.nn.training.Epoch;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;

/** The picture of how loss and score went while the best epoch was searched. */
final class TableCurves {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 400;

    /** Pixels between two labels of the epochs. */
    private static final int TICKS = 90;

    /** Zero has no place on a logarithmic axis. */
    private static final double LOWEST_LOSS = 1e-6;

    /** An R² below this is no more than "useless", and would squeeze the rest. */
    private static final double LOWEST_SCORE = -0.5;

    private TableCurves() {}

    static BufferedImage draw(TableFit fit) {
        List<XYChart> charts = new ArrayList<>(List.of(losses(fit)));
        if (fit.validationRows() > 0) charts.add(scores(fit));
        return LineCharts.sideBySide(charts);
    }

    private static XYChart losses(TableFit fit) {
        List<Epoch> epochs = fit.history().epochs();
        XYChart chart = LineCharts.chart(
                WIDTH,
                HEIGHT,
                "Loss by epoch",
                "epoch",
                fit.model().schema().target().loss().name().replace('-', ' '));
        double[] train = positive(of(epochs, Epoch::trainLoss));
        LineCharts.thin(chart, "training", of(epochs, Epoch::number), train, Palette.BLUE);
        double[] held = fit.validationRows() == 0 ? train : positive(of(epochs, Epoch::validationLoss));
        if (fit.validationRows() > 0) {
            LineCharts.thin(chart, "validation", of(epochs, Epoch::number), held, Palette.VERMILION);
            double[] chosen = {fit.chosen().number()};
            double[] loss = positive(new double[] {fit.chosen().validationLoss()});
            LineCharts.thick(chart, "chosen epoch", chosen, loss, Palette.GREEN);
        }
        DoubleSummaryStatistics range = DoubleStream.concat(DoubleStream.of(train), DoubleStream.of(held))
                .summaryStatistics();
        // Within a decade a logarithmic axis would have next to no labels.
        chart.getStyler().setYAxisLogarithmic(range.getMax() > 10 * range.getMin());
        return scaled(chart, epochs);
    }

    private static XYChart scores(TableFit fit) {
        List<Epoch> epochs = fit.history().epochs();
        String name = fit.model().schema().target().scoreName();
        String title = String.format(
                Locale.ROOT, "Validation %s: %.3f", name, fit.chosen().validationScore());
        XYChart chart = LineCharts.chart(WIDTH, HEIGHT, title, "epoch", name);
        double[] scores = DoubleStream.of(of(epochs, Epoch::validationScore))
                .map(score -> Double.isFinite(score) ? Math.max(score, LOWEST_SCORE) : LOWEST_SCORE)
                .toArray();
        LineCharts.thin(chart, "validation", of(epochs, Epoch::number), scores, Palette.VERMILION);
        double chosen = scores[Math.min(fit.chosen().number(), scores.length) - 1];
        LineCharts.thick(
                chart, "chosen epoch", new double[] {fit.chosen().number()}, new double[] {chosen}, Palette.GREEN);
        double lowest = DoubleStream.of(scores).min().orElse(0);
        chart.getStyler().setYAxisMin(Math.floor(lowest * 10) / 10).setYAxisMax(1.0);
        return scaled(chart, epochs);
    }

    private static XYChart scaled(XYChart chart, List<Epoch> epochs) {
        chart.getStyler().setXAxisMin(0.0).setXAxisMax((double) epochs.size());
        chart.getStyler().setXAxisTickMarkSpacingHint(TICKS);
        chart.setCustomXAxisTickLabelsFormatter(
                place -> place == Math.rint(place) ? String.valueOf(Math.round(place)) : "");
        return chart;
    }

    private static double[] positive(double[] losses) {
        return DoubleStream.of(losses)
                .map(loss -> Double.isFinite(loss) ? Math.max(loss, LOWEST_LOSS) : LOWEST_LOSS)
                .toArray();
    }

    private static double[] of(List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
        return epochs.stream().mapToDouble(value).toArray();
    }
}
