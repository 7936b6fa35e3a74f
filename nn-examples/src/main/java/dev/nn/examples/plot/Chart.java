package dev.nn.examples.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** A chart of lines, points and bars over one axis, as SVG. What is added later lies on top. */
public final class Chart {
    private static final int HEIGHT = 210;
    private static final double MARGIN = 0.03;

    /** What lines of one chart carry, in this order, so that they can be told apart without their colours. */
    private static final List<Marks> SHAPES =
            List.of(Marks.DOT, Marks.SQUARE, Marks.DIAMOND, Marks.CROSS, Marks.TRIANGLE);

    /** How many shapes a long line carries. */
    private static final int CARRIED = 6;

    private enum Form {
        LINE,
        POINTS,
        AREA
    }

    private record Series(
            String name, double[] x, double[] y, Color color, Form form, double width, boolean dots, boolean dashed) {}

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final List<Series> series = new ArrayList<>();
    private double xFrom = Double.NaN;
    private double xTo = Double.NaN;
    private double yFrom = Double.NaN;
    private double yTo = Double.NaN;
    private boolean logX;
    private boolean logY;

    /** An empty chart whose ends are those of the data. */
    public Chart(String title, String xLabel, String yLabel) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    /** One whose x axis has these ends. */
    public Chart(String title, Axis x, String yLabel) {
        this(title, x.label(), yLabel);
        xFrom = x.from();
        xTo = x.to();
    }

    /** One whose axes have these ends. */
    public Chart(String title, Axis x, Axis y) {
        this(title, x, y.label());
        yFrom = y.from();
        yTo = y.to();
    }

    /** Spreads x by its logarithm. */
    public Chart logX() {
        logX = true;
        return this;
    }

    /** Spreads y by its logarithm. */
    public Chart logY() {
        logY = true;
        return this;
    }

    /** Begins y there. */
    public Chart yFrom(double least) {
        yFrom = least;
        return this;
    }

    /** Ends y there. */
    public Chart yTo(double most) {
        yTo = most;
        return this;
    }

    /** A line of medium width. */
    public Chart line(String name, double[] x, double[] y, Color color) {
        return add(new Series(name, x, y, color, Form.LINE, 2, false, false));
    }

    /** A thin line, for many noisy points. */
    public Chart thin(String name, double[] x, double[] y, Color color) {
        return add(new Series(name, x, y, color, Form.LINE, 1.2, false, false));
    }

    /** A line with a dot at each point. */
    public Chart thick(String name, double[] x, double[] y, Color color) {
        return add(new Series(name, x, y, color, Form.LINE, 2.2, true, false));
    }

    /** A dashed line. */
    public Chart dashed(String name, double[] x, double[] y, Color color) {
        return add(new Series(name, x, y, color, Form.LINE, 2, false, true));
    }

    /** Points that no line connects. */
    public Chart points(String name, double[] x, double[] y, Color color) {
        return add(new Series(name, x, y, color, Form.POINTS, 0, true, false));
    }

    /** The space between 0 and a line. */
    Chart area(String name, double[] x, double[] y, Color color) {
        return add(new Series(name, x, y, color, Form.AREA, 1, false, false));
    }

    private Chart add(Series added) {
        series.add(added);
        return this;
    }

    /** The chart. */
    public String svg() {
        boolean area = series.stream().anyMatch(each -> each.form() == Form.AREA);
        Sheet sheet = new Sheet(
                title,
                scale(xLabel, xFrom, xTo, logX, series.stream().map(Series::x).toList()),
                scale(
                        yLabel,
                        area ? 0 : yFrom,
                        yTo,
                        logY,
                        series.stream().map(Series::y).toList()),
                HEIGHT);
        sheet.grid().clip();
        List<Series> lines = series.stream()
                .filter(Chart::isSolid)
                .filter(each -> !each.name().isEmpty())
                .toList();
        for (Series each : series) {
            if (each.form() != Form.POINTS) line(sheet, each);
            int number = lines.indexOf(each);
            boolean shaped = number >= 0 && lines.size() > 1;
            Marks shape = shaped ? SHAPES.get(number % SHAPES.size()) : Marks.DOT;
            if (each.dots() || shaped) shapes(sheet, each, shape, number);
            switch (each.form()) {
                case POINTS -> sheet.legend(each.name(), each.color(), shape);
                case AREA -> sheet.legend(each.name(), each.color(), Marks.SQUARE);
                case LINE -> {
                    Marks line = each.dashed() ? Marks.DASHED_LINE : Marks.LINE;
                    if (shaped) sheet.legend(each.name(), each.color(), line, shape);
                    else sheet.legend(each.name(), each.color(), line);
                }
            }
        }
        sheet.svg.unclip();
        return sheet.finish();
    }

    private static boolean isSolid(Series each) {
        return each.form() == Form.LINE && !each.dashed();
    }

    /** At each point, or at some of a line's, which begin elsewhere for each line: lines may lie on one another. */
    private static void shapes(Sheet sheet, Series each, Marks shape, int number) {
        int count = each.x().length, step = each.dots() ? 1 : Math.max(1, count / CARRIED);
        int first = each.dots() ? 0 : Math.max(0, number) * step / SHAPES.size() % Math.max(1, step);
        for (int i = first; i < count; i += step) {
            double column = sheet.column(each.x()[i]), row = sheet.row(each.y()[i]);
            if (Double.isFinite(column + row)) shape.draw(sheet.svg, column, row, each.color());
        }
    }

    private static void line(Sheet sheet, Series each) {
        StringBuilder path = new StringBuilder();
        boolean open = false;
        for (int i = 0; i < each.x().length; i++) {
            double column = sheet.column(each.x()[i]), row = sheet.row(each.y()[i]);
            boolean isThere = Double.isFinite(column + row);
            if (isThere) path.append(String.format(Locale.ROOT, "%s%.1f %.1f", open ? "L" : "M", column, row));
            open = isThere;
        }
        if (each.form() == Form.AREA) {
            sheet.svg.add(
                    "<path d=\"%s\" fill=\"%s\" fill-opacity=\"0.55\" stroke=\"%s\"/>",
                    path, sheet.svg.paint(each.color()), sheet.svg.paint(each.color()));
        } else {
            sheet.svg.path(path, each.color(), each.width(), each.dashed());
        }
    }

    /** The ends that were set, or those of the data and a little more. */
    private static Scale scale(String label, double from, double to, boolean log, List<double[]> values) {
        DoubleStream all =
                values.stream().flatMapToDouble(DoubleStream::of).filter(v -> Double.isFinite(v) && (!log || v > 0));
        var range = all.summaryStatistics();
        double least = Double.isNaN(from) ? range.getMin() : from, most = Double.isNaN(to) ? range.getMax() : to;
        if (range.getCount() == 0 && Double.isNaN(from + to)) return new Scale(new Axis(label, log ? 1 : 0, 2), log);
        if (log) {
            double margin = Math.max(1.02, Math.pow(most / least, MARGIN));
            if (Double.isNaN(from)) least /= margin;
            if (Double.isNaN(to)) most *= margin;
        } else {
            double margin = most > least ? MARGIN * (most - least) : Math.max(0.5, Math.abs(most) * MARGIN);
            if (Double.isNaN(from)) least -= margin;
            if (Double.isNaN(to)) most += margin;
        }
        return new Scale(new Axis(label, least, most), log);
    }
}
