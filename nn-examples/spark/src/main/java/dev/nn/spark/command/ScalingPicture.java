package dev.nn.spark.command;

import dev.nn.examples.plot.LineCharts;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Png;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.knowm.xchart.XYChart;

/** The picture of a {@link ScalingModel}: rows per second over the number of executors. */
final class ScalingPicture {
    private static final int[] EXECUTORS = {1, 2, 4, 8, 16, 32, 64, 128, 256};
    private static final int ROWS = 256;

    private ScalingPicture() {}

    static void write(Path file, ScalingModel model) throws IOException {
        XYChart chart = LineCharts.chart(900, 480, "Training on a cluster, on paper", "executors", "rows per second");
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        line(chart, "nothing but computing", Palette.SOFT_INK, e -> e * model.rowsPerSecond());
        line(
                chart,
                "synchronous, %d rows each".formatted(ROWS),
                Palette.BLUE,
                e -> e * ROWS / model.synchronous(e, ROWS));
        line(
                chart,
                "synchronous, %d".formatted(16 * ROWS),
                Palette.GREEN,
                e -> e * 16 * ROWS / model.synchronous(e, 16 * ROWS));
        line(chart, "64 local steps, %d".formatted(ROWS), Palette.VERMILION, e -> e * ROWS / model.local(e, ROWS, 64));
        Png.write(file, LineCharts.sideBySide(List.of(chart)));
    }

    private static void line(XYChart chart, String name, Color color, IntToDoubleFunction rate) {
        double[] x = new double[EXECUTORS.length], y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = EXECUTORS[i];
            y[i] = rate.applyAsDouble(EXECUTORS[i]);
        }
        LineCharts.thick(chart, name, x, y, color);
    }
}
