package dev.nn.examples.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A picture of the plane: a surface of colours, points, lines and names inside a frame with ticks, its legend below. What
 * is added later lies on top.
 */
public final class PlanePlot {
    private static final int LEFT = 66;
    private static final int RIGHT = 16;
    private static final int TOP = 46;
    private static final int BOTTOM = 48;
    private static final int LEGEND_LINE = 24;
    private static final int SWATCH = 22;

    /** Pixels of a block of the surface with one colour. */
    private static final int BLOCK = 3;

    /** How much lighter than the scale a surface is, so that points stand out. */
    private static final double LIGHTER = 0.35;

    private final Axis x;
    private final Axis y;
    private final int side;
    private final BufferedImage image;
    private final Graphics2D inside;
    private final Canvas canvas;
    private final List<Key> legend = new ArrayList<>();

    private record Key(String text, Color color, Marks mark) {}

    /**
     * An empty plane.
     *
     * @param side width and height of the frame in pixels
     */
    public PlanePlot(String title, Axis x, Axis y, int side) {
        this.x = x;
        this.y = y;
        this.side = side;
        this.canvas = new Canvas(LEFT + side + RIGHT, TOP + side + BOTTOM);
        this.image = canvas.image();
        this.inside = image.createGraphics();
        Canvas.smooth(inside);
        inside.clipRect(LEFT, TOP, side, side);
        canvas.text(Palette.HEADING, Palette.INK, title, image.getWidth() / 2, TOP / 2);
    }

    /** A plane of the usual size. */
    public static PlanePlot of(String title, Axis x, Axis y) {
        return new PlanePlot(title, x, y, 400);
    }

    /**
     * Colours the plane by a function: blue at {@code low}, white in the middle, red at {@code high}.
     *
     * @param function takes rows of (x, y), one after the other, and gives one value per row: {@code Network::predict}
     */
    public PlanePlot surface(UnaryOperator<float[]> function, double low, double high) {
        int blocks = (side + BLOCK - 1) / BLOCK;
        float[] rows = new float[2 * blocks * blocks];
        for (int i = 0; i < blocks * blocks; i++) {
            int column = i % blocks, row = i / blocks;
            rows[2 * i] = (float) x.value((column + 0.5) * BLOCK / side);
            rows[2 * i + 1] = (float) y.value(1 - (row + 0.5) * BLOCK / side);
        }
        float[] values = function.apply(rows);
        for (int i = 0; i < blocks * blocks; i++) {
            inside.setColor(color((values[i] - low) / (high - low)));
            inside.fillRect(LEFT + i % blocks * BLOCK, TOP + i / blocks * BLOCK, BLOCK, BLOCK);
        }
        return this;
    }

    private static Color color(double share) {
        return Palette.lighter(ColorMap.DIVERGING.at(share), LIGHTER);
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
        for (int i = 0; i < px.length; i++) mark.draw(inside, column(px[i]), row(py[i]), color);
        legend.add(new Key(name, color, mark));
        return this;
    }

    /** Adds a line through some points, cut off at the frame. */
    public PlanePlot line(String name, double[] px, double[] py, Color color, boolean dashed) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < px.length; i++) {
            if (i == 0) path.moveTo(column(px[i]), row(py[i]));
            else path.lineTo(column(px[i]), row(py[i]));
        }
        inside.setColor(color);
        inside.setStroke(dashed ? Marks.DASHES : new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        inside.draw(path);
        if (!name.isEmpty()) legend.add(new Key(name, color, dashed ? Marks.DASHED_LINE : Marks.LINE));
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
        int half = inside.getFontMetrics(Palette.SMALL).stringWidth(text) / 2;
        int at = Math.clamp(Math.round(column(px)), LEFT + half + 3, LEFT + side - half - 3);
        canvas.text(Palette.SMALL, Palette.INK, text, at, (int) row(py) - 15);
        return this;
    }

    private float column(double value) {
        return (float) (LEFT + side * x.share(value));
    }

    private float row(double value) {
        return (float) (TOP + side * (1 - y.share(value)));
    }

    /** The picture. */
    public BufferedImage draw() {
        for (double tick : x.ticks()) {
            int at = Math.round(column(tick));
            canvas.fill(Palette.SOFT_INK, at, TOP + side, 1, 5);
            canvas.text(Palette.SMALL, Palette.INK, x.text(tick), at, TOP + side + 14);
        }
        for (double tick : y.ticks()) {
            int at = Math.round(row(tick));
            canvas.fill(Palette.SOFT_INK, LEFT - 5, at, 5, 1);
            canvas.text(Palette.SMALL, Palette.INK, y.text(tick), LEFT - 24, at - 1);
        }
        canvas.frame(Palette.SOFT_INK, LEFT - 1, TOP - 1, side + 2, side + 2);
        canvas.text(Palette.LABEL, Palette.INK, x.label(), LEFT + side / 2, TOP + side + 35);
        canvas.upwards(Palette.LABEL, Palette.INK, y.label(), 14, TOP + side / 2);
        return legend.isEmpty() ? image : withLegend();
    }

    /** The picture on a taller sheet with the legend below, in as many lines as it takes. */
    private BufferedImage withLegend() {
        List<List<Key>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        int room = image.getWidth() - 20, used = 0;
        for (Key key : legend) {
            int width = width(key);
            if (used + width > room && used > 0) {
                lines.add(new ArrayList<>());
                used = 0;
            }
            lines.getLast().add(key);
            used += width;
        }
        Canvas sheet = new Canvas(image.getWidth(), image.getHeight() + 10 + lines.size() * LEGEND_LINE);
        sheet.picture(image, 0, 0, image.getWidth(), image.getHeight());
        Graphics2D graphics = sheet.image().createGraphics();
        Canvas.smooth(graphics);
        for (int l = 0; l < lines.size(); l++) {
            int total = lines.get(l).stream().mapToInt(this::width).sum();
            int at = Math.max(10, (image.getWidth() - total) / 2), middle = image.getHeight() + 12 + l * LEGEND_LINE;
            for (Key key : lines.get(l)) {
                key.mark().draw(graphics, at + SWATCH / 2f, middle, key.color());
                int text = width(key) - SWATCH - 14;
                sheet.text(Palette.SMALL, Palette.INK, key.text(), at + SWATCH + 4 + text / 2, middle);
                at += width(key);
            }
        }
        return sheet.image();
    }

    private int width(Key key) {
        return SWATCH + inside.getFontMetrics(Palette.SMALL).stringWidth(key.text()) + 14;
    }
}
