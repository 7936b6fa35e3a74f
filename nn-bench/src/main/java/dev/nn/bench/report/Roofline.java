package dev.nn.bench.report;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import dev.nn.bench.measure.Limits;
import dev.nn.bench.measure.MemoryLevel;
import dev.nn.bench.work.Work;
import dev.nn.format.AtomicFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The roofline picture (Williams, Waterman, Patterson: Roofline, CACM 2009): our rows on one thread as points, over the
 * floating-point operations that they do per byte they must move, under the limits that the same JVMs measured.
 */
public final class Roofline {
    private static final String NAME = "bench-roofline";
    private static final int WIDTH = 1200, HEIGHT = 760;
    /** How far from the left edge, as a factor, the slanted roofs begin: before them stand their names. */
    private static final double LABELS = 2.1;

    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 19);
    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Color INK = new Color(0x22, 0x22, 0x22);
    private static final Color ROOF = new Color(0x88, 0x88, 0x88);
    private static final Color GRID = new Color(0xec, 0xec, 0xec);

    /** Colours of Okabe and Ito, Color universal design (2008), which any kind of colour vision can tell apart. */
    @SuppressWarnings("ImmutableEnumChecker") // XChart does not say so, but its markers hold nothing
    private enum Style {
        FORWARD(Work.FORWARD, new Color(0x00, 0x72, 0xb2), SeriesMarkers.CIRCLE),
        DW(Work.DW, new Color(0xd5, 0x5e, 0x00), SeriesMarkers.TRIANGLE_UP),
        DX(Work.DX, new Color(0x00, 0x9e, 0x73), SeriesMarkers.TRIANGLE_DOWN),
        BACKWARD(Work.BACKWARD, new Color(0xcc, 0x79, 0xa7), SeriesMarkers.SQUARE),
        STEP_ADAM(Work.STEP_ADAM, new Color(0xe6, 0x9f, 0x00), SeriesMarkers.DIAMOND),
        STEP_SGD(Work.STEP_SGD, new Color(0x56, 0xb4, 0xe9), SeriesMarkers.DIAMOND),
        LATENCY(Work.LATENCY, Color.BLACK, SeriesMarkers.CROSS);

        private final Work work;
        private final Color color;
        private final Marker marker;

        Style(Work work, Color color, Marker marker) {
            this.work = work;
            this.color = color;
            this.marker = marker;
        }
    }

    private final Limits limits;
    private final List<Row> rows;

    public Roofline(Results results) {
        limits = results.limits().getFirst();
        rows = results.rows().stream()
                .filter(row -> row.ours()
                        && row.bits() == limits.bits()
                        && row.chosen().threads() == 1)
                .toList();
    }

    /** Makes sure before the work that the picture can be written after it. */
    public static void check(Path folder) throws IOException {
        AtomicFile.check(folder.resolve(NAME + ".png"));
    }

    /** Writes the picture as PNG and as SVG; returns the path of the PNG. */
    public Path write(Path folder) throws IOException {
        XYChart chart = chart();
        Path png = folder.resolve(NAME + ".png");
        AtomicFile.write(png, out -> ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", out));
        AtomicFile.write(folder.resolve(NAME + ".svg"), out -> {
            VectorGraphics2D graphics = new VectorGraphics2D();
            chart.paint(graphics, WIDTH, HEIGHT);
            PageSize page = new PageSize(0, 0, WIDTH, HEIGHT);
            Processors.get("svg").getDocument(graphics.getCommands(), page).writeTo(out);
        });
        return png;
    }

    private XYChart chart() {
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        chart.setTitle("Useful work on one core under its limits, %d-bit vectors".formatted(limits.bits()));
        chart.setXAxisTitle("intensity: floating-point operations per byte that must be moved");
        chart.setYAxisTitle("GFLOP/s");
        style(chart);
        double lowest = rows.stream().mapToDouble(Row::gflops).min().orElse(1);
        double left =
                rows.stream().mapToDouble(row -> row.chosen().intensity()).min().orElse(0.3);
        double right =
                rows.stream().mapToDouble(row -> row.chosen().intensity()).max().orElse(100);
        double fromX = Math.min(left / 2.4, 0.1), toX = Math.max(right * 1.6, 64);
        double fromY = Math.min(lowest / 1.4, limits.peak() / 64), toY = 1.5 * limits.peak();
        chart.getStyler().setXAxisMin(fromX).setXAxisMax(toX);
        chart.getStyler().setYAxisMin(fromY).setYAxisMax(toY);
        roofs(chart, fromX, toX);
        points(chart);
        return chart;
    }

    private static void style(XYChart chart) {
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendBorderColor(Color.WHITE)
                .setLegendFont(LABEL)
                .setLocale(Locale.ROOT)
                .setChartBackgroundColor(Color.WHITE)
                .setChartFontColor(INK)
                .setChartTitleFont(TITLE)
                .setChartTitleBoxVisible(false)
                .setPlotBorderVisible(false);
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setAxisTitleFont(LABEL)
                .setAxisTickLabelsFont(SMALL)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1));
        chart.getStyler().setMarkerSize(9);
        chart.getStyler().setAnnotationTextFont(SMALL).setAnnotationTextFontColor(new Color(0x55, 0x55, 0x55));
    }

    private void roofs(XYChart chart, double fromX, double toX) {
        double peak = limits.peak();
        double knee = peak / limits.bandwidth().getOrDefault(MemoryLevel.L1, peak);
        line(chart, "peak", new double[] {knee, toX}, new double[] {peak, peak}, 2.2f);
        text(chart, "FMA peak %.0f GFLOP/s".formatted(peak), toX / 2.2, peak * 1.12);
        for (MemoryLevel level : MemoryLevel.values()) {
            double bandwidth = limits.bandwidth().getOrDefault(level, Double.NaN);
            if (!(bandwidth > 0)) continue;
            double start = LABELS * fromX, end = peak / bandwidth;
            line(chart, level.name(), new double[] {start, end}, new double[] {start * bandwidth, peak}, 1.4f);
            text(chart, "%s %.0f GB/s".formatted(level, bandwidth), Math.sqrt(LABELS) * fromX, start * bandwidth);
        }
    }

    private static void line(XYChart chart, String name, double[] x, double[] y, float width) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineColor(ROOF);
        series.setLineStyle(new BasicStroke(width));
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(false);
    }

    private static void text(XYChart chart, String text, double x, double y) {
        chart.addAnnotation(new AnnotationText(text, x, y, false));
    }

    private void points(XYChart chart) {
        for (Style style : Style.values()) {
            List<Double> x = new ArrayList<>(), y = new ArrayList<>();
            for (Row row : rows) {
                if (row.chosen().work() != style.work) continue;
                x.add(row.chosen().intensity());
                y.add(row.gflops());
            }
            if (x.isEmpty()) continue;
            XYSeries series = chart.addSeries(style.work.label(), x, y);
            series.setLineStyle(new BasicStroke(0));
            series.setLineColor(new Color(0, 0, 0, 0));
            series.setMarker(style.marker);
            Color color = style.color;
            series.setMarkerColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 0xb0));
        }
    }
}
