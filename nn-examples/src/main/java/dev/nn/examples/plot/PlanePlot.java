package dev.nn.examples.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A picture of the plane: a surface of colours, points, lines and names inside a frame with ticks, its legend below. What
 * is added later lies on top.
 */
public final class PlanePlot {
    /** Blocks of the surface along each side, each with one colour. */
    private static final int BLOCKS = 100;

    /** How much lighter than the scale a surface is, so that points stand out. */
    private static final double LIGHTER = 0.35;

    private final Axis x;
    private final Axis y;
    private final Sheet sheet;

    /** An empty plane, on a light ground on any page. */
    public PlanePlot(String title, Axis x, Axis y) {
        this.x = x;
        this.y = y;
        sheet = new Sheet(title, new Scale(x, false), new Scale(y, false), Sheet.side());
        sheet.clip();
        sheet.svg.fixed(true).rectangle(sheet.left(), sheet.upper(), Sheet.side(), Sheet.side(), Palette.PAPER);
    }

    /** A plane of the usual size. */
    public static PlanePlot of(String title, Axis x, Axis y) {
        return new PlanePlot(title, x, y);
    }

    /**
     * Colours the plane by a function: blue at {@code low}, white in the middle, red at {@code high}.
     *
     * @param function takes rows of (x, y), one after the other, and gives one value per row: {@code Network::predict}
     */
    public PlanePlot surface(UnaryOperator<float[]> function, double low, double high) {
        float[] rows = new float[2 * BLOCKS * BLOCKS];
        for (int i = 0; i < BLOCKS * BLOCKS; i++) {
            int column = i % BLOCKS, row = i / BLOCKS;
            rows[2 * i] = (float) x.value((column + 0.5) / BLOCKS);
            rows[2 * i + 1] = (float) y.value(1 - (row + 0.5) / BLOCKS);
        }
        float[] values = function.apply(rows);
        BufferedImage image = new BufferedImage(BLOCKS, BLOCKS, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < BLOCKS * BLOCKS; i++) {
            Color color = Palette.lighter(ColorMap.DIVERGING.at((values[i] - low) / (high - low)), LIGHTER);
            image.setRGB(i % BLOCKS, i / BLOCKS, color.getRGB());
        }
        sheet.svg.image(image, sheet.left(), sheet.upper(), Sheet.side(), Sheet.side());
        return this;
    }

    /** Colours the plane by which of two classes a function gives: red above 0, blue elsewhere. */
    public PlanePlot sides(UnaryOperator<float[]> function) {
        return surface(
                rows -> {
                    float[] values = function.apply(rows);
                    for (int i = 0; i < values.length; i++) values[i] = values[i] > 0 ? 0.72f : 0.28f;
                    return values;
                },
                0,
                1);
    }

    /** Adds points, one for each pair of coordinates. */
    public PlanePlot points(String name, double[] px, double[] py, Color color, Marks mark) {
        for (int i = 0; i < px.length; i++) mark.draw(sheet.svg, sheet.column(px[i]), sheet.row(py[i]), color);
        sheet.legend(name, color, mark);
        return this;
    }

    /** Adds a line through some points, cut off at the frame. */
    public PlanePlot line(String name, double[] px, double[] py, Color color, boolean dashed) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < px.length; i++) {
            path.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", sheet.column(px[i]), sheet.row(py[i])));
        }
        sheet.svg.path(path, color, 2, dashed);
        sheet.legend(name, color, dashed ? Marks.DASHED_LINE : Marks.LINE);
        return this;
    }

    /** Adds the straight line w₀ + w₁ x + w₂ y = 0. */
    public PlanePlot border(String name, double[] w, Color color, boolean dashed) {
        double size = Math.hypot(w[1], w[2]),
                reach = 3 * (Math.abs(x.from()) + Math.abs(x.to()) + Math.abs(y.from()) + Math.abs(y.to()));
        if (size == 0) return this;
        double nx = w[1] / size, ny = w[2] / size, foot = -w[0] / size;
        return line(
                name,
                new double[] {foot * nx - reach * ny, foot * nx + reach * ny},
                new double[] {foot * ny + reach * nx, foot * ny - reach * nx},
                color,
                dashed);
    }

    /** Adds a name just above a point, moved inwards at the frame's edges. */
    public PlanePlot label(String text, double px, double py) {
        double half = Svg.width(text, Svg.TEXT, false) / 2 + 3, left = sheet.left();
        double at = Math.clamp(sheet.column(px), left + half, left + Sheet.side() - half);
        sheet.svg.text(at, sheet.row(py) - 8, "middle", Svg.TEXT, false, Palette.INK, text);
        return this;
    }

    /** The picture. */
    public String draw() {
        sheet.svg.unclip();
        return sheet.finish();
    }
}
