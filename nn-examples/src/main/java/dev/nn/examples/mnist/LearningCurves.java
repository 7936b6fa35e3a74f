package dev.nn.examples.mnist;

import dev.nn.examples.plot.LineCharts;
import dev.nn.examples.plot.Palette;
import dev.nn.training.Epoch;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;

/** The picture of how loss and accuracy went. */
final class LearningCurves {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 400;
    private static final int WINDOW = 20;

    /** Zero has no place on a logarithmic axis. */
    private static final double LOWEST_LOSS = 1e-9;

    private LearningCurves() {}

    /** @param measured what kind of images were measured after each epoch */
    static BufferedImage draw(List<Epoch> epochs, StepLosses steps, String measured) {
        return LineCharts.sideBySide(List.of(losses(epochs, steps, measured), accuracy(epochs, measured)));
    }

    private static XYChart losses(List<Epoch> epochs, StepLosses steps, String measured) {
        XYChart chart = LineCharts.chart(WIDTH, HEIGHT, "Loss by step and epoch", "epoch", "cross-entropy (nats)");
        double[] means = steps.smoothed(WINDOW);
        double[] places = new double[means.length];
        double first = steps.firstEpoch();
        for (int i = 0; i < places.length; i++) {
            places[i] = first + (i + 0.5) * (epochs.size() - first) / places.length;
        }
        String name = "training, mean of " + Math.min(WINDOW, steps.count()) + " steps";
        if (places.length > 0) {
            LineCharts.thin(chart, name, places, positive(means), Palette.lighter(Palette.BLUE, 0.35));
        }
        LineCharts.thick(
                chart,
                measured + " images",
                ends(epochs),
                positive(of(epochs, Epoch::validationLoss)),
                Palette.VERMILION);
        chart.getStyler().setYAxisLogarithmic(true);
        return scaled(chart, epochs);
    }

    private static XYChart accuracy(List<Epoch> epochs, String measured) {
        double[] percent = of(epochs, epoch -> 100 * epoch.validationScore());
        double last = percent[percent.length - 1];
        String title = String.format(
                Locale.ROOT, "%s accuracy: %.2f %%", measured.equals("test") ? "Test" : "Validation", last);
        XYChart chart = LineCharts.chart(WIDTH, HEIGHT, title, "epoch", "right answers (%)");
        LineCharts.thick(chart, measured + " images", ends(epochs), percent, Palette.VERMILION);
        double lowest = DoubleStream.of(percent).min().orElse(0);
        chart.getStyler().setYAxisMin(Math.floor(lowest - 0.5)).setYAxisMax(Math.min(100, Math.ceil(last + 0.5)));
        return scaled(chart, epochs);
    }

    /** The same axis for both charts: whole epochs from 0. */
    private static XYChart scaled(XYChart chart, List<Epoch> epochs) {
        chart.getStyler().setXAxisMin(0.0).setXAxisMax((double) epochs.size());
        chart.setCustomXAxisTickLabelsFormatter(
                place -> place == Math.rint(place) ? String.valueOf(Math.round(place)) : "");
        return chart;
    }

    private static double[] positive(double[] losses) {
        return DoubleStream.of(losses).map(loss -> Math.max(loss, LOWEST_LOSS)).toArray();
    }

    private static double[] ends(List<Epoch> epochs) {
        return of(epochs, Epoch::number);
    }

    private static double[] of(List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
        return epochs.stream().mapToDouble(value).toArray();
    }
}
