package dev.nn.examples.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Line charts in the style of all pictures here. */
public final class LineCharts {
    /** More than the 1e-4 up to which XChart takes distances for equal. */
    private static final double UNEVEN = 2.5e-4;

    private LineCharts() {}

    /** An empty chart with labelled axes; its legend stands below, clear of the data. */
    public static XYChart chart(int width, int height, String title, String xLabel, String yLabel) {
        XYChart chart = new XYChart(width, height);
        chart.setTitle(title);
        chart.setXAxisTitle(xLabel);
        chart.setYAxisTitle(yLabel);
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendBorderColor(Palette.PAPER)
                .setLegendFont(Palette.LABEL)
                .setLocale(Locale.ROOT)
                .setChartBackgroundColor(Palette.PAPER)
                .setChartFontColor(Palette.INK)
                .setChartTitleFont(Palette.TITLE)
                .setChartTitleBoxVisible(false)
                .setPlotBorderVisible(false);
        chart.getStyler()
                .setAxisTitleFont(Palette.LABEL)
                .setAxisTickLabelsFont(Palette.SMALL)
                .setPlotGridLinesColor(Palette.GRID)
                .setPlotGridLinesStroke(new BasicStroke(1));
        return chart;
    }

    /** Adds a thin line without markers, for many noisy points. */
    public static void thin(XYChart chart, String name, double[] x, double[] y, Color color) {
        line(chart, name, x, y, color, 1.3f, SeriesMarkers.NONE);
    }

    /** Adds a thick line with a marker at each point. */
    public static void thick(XYChart chart, String name, double[] x, double[] y, Color color) {
        line(chart, name, x, y, color, 2.5f, SeriesMarkers.CIRCLE);
    }

    /** An empty chart of the size of the lessons' pictures: readable on a phone, too. */
    public static XYChart small(String title, String xLabel, String yLabel) {
        return small(chart(560, 420, title, xLabel, yLabel));
    }

    /** A chart for a row of several on a page. */
    public static XYChart tiny(String title, Axis x, Axis y) {
        XYChart chart = small(chart(420, 330, title, x.label(), y.label()));
        chart.getStyler()
                .setXAxisMin(x.from())
                .setXAxisMax(x.to())
                .setYAxisMin(y.from())
                .setYAxisMax(y.to());
        return chart;
    }

    private static XYChart small(XYChart chart) {
        chart.getStyler().setChartTitleFont(Palette.HEADING);
        chart.setCustomXAxisTickLabelsFormatter(LineCharts::tick);
        chart.setCustomYAxisTickLabelsFormatter(LineCharts::tick);
        return chart;
    }

    /** A small chart whose x axis has these ends. */
    public static XYChart small(String title, Axis x, String yLabel) {
        XYChart chart = small(title, x.label(), yLabel);
        chart.getStyler().setXAxisMin(x.from()).setXAxisMax(x.to());
        return chart;
    }

    /** A tick in few digits, from 0.001 to 99999 without an exponent. */
    private static String tick(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size < 9.99e-4 || size > 99_999))
            return Minus.signs(String.format(Locale.ROOT, "%.0e", value)
                    .replaceAll("e([-+])0", "e$1")
                    .replace("e+", "e"));
        return Minus.signs(new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value));
    }

    /** Adds a line of medium width without markers. */
    public static void line(XYChart chart, String name, double[] x, double[] y, Color color) {
        line(chart, name, x, y, color, 2.2f, SeriesMarkers.NONE);
    }

    /** Adds a dashed line through few points: at each of them the dashes begin anew. */
    public static void dashed(XYChart chart, String name, double[] x, double[] y, Color color) {
        line(chart, name, x, y, color, 2.2f, SeriesMarkers.NONE).setLineStyle(Marks.DASHES);
    }

    /** Adds points that no line connects. */
    public static void points(XYChart chart, String name, double[] x, double[] y, Color color) {
        line(chart, name, x, y, color, 0, SeriesMarkers.CIRCLE)
                .setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    }

    /** The chart as an image. */
    public static BufferedImage image(XYChart chart) {
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static XYSeries line(
            XYChart chart, String name, double[] x, double[] y, Color color, float width, Marker marker) {
        XYSeries series = chart.addSeries(name, unevenly(x), y);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        series.setMarker(marker);
        series.setMarkerColor(color);
        return series;
    }

    /**
     * The same values; if all are evenly spaced, one of them moved by far less than a pixel, for else XChart would put the
     * ticks at some of them instead of at round numbers.
     */
    private static double[] unevenly(double[] x) {
        double[] moved = x.clone();
        int last = x.length - 1;
        if (last < 2 || Math.abs(x[last] - x[0]) < 1000 * UNEVEN) return moved;
        double step = (x[last] - x[0]) / last;
        for (int i = 1; i <= last; i++) if (Math.abs(x[i] - x[i - 1] - step) > UNEVEN) return moved;
        moved[1] += Math.copySign(UNEVEN, step);
        return moved;
    }

    /** The charts beside one another in one picture. */
    public static BufferedImage sideBySide(List<XYChart> charts) {
        int width = charts.stream().mapToInt(XYChart::getWidth).sum();
        int height = charts.stream().mapToInt(XYChart::getHeight).max().orElse(0);
        Canvas canvas = new Canvas(width, height);
        int x = 0;
        for (XYChart chart : charts) {
            BufferedImage image = BitmapEncoder.getBufferedImage(chart);
            canvas.picture(image, x, 0, image.getWidth(), image.getHeight());
            x += chart.getWidth();
        }
        return canvas.image();
    }
}
