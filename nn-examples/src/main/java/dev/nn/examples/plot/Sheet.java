package dev.nn.examples.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What plots have in common: a title, a frame with ticks, names of the axes, and the legend below, as wide as a phone. */
final class Sheet {
    static final int WIDTH = 360;

    private static final int LEFT = 48;
    private static final int RIGHT = 12;
    private static final int LINE = 17;
    private static final int SWATCH = 20;
    private static final int TITLE = 14;

    private final Scale x;
    private final Scale y;
    private final List<String> title;
    private final String label;
    private final double height;
    private final List<Key> legend = new ArrayList<>();
    final Svg svg = new Svg();

    private record Key(String text, Color color, List<Marks> marks) {
        double width() {
            return SWATCH + Svg.width(text, Svg.TEXT, false) + 14;
        }
    }

    /**
     * An empty sheet.
     *
     * @param height of the frame
     */
    Sheet(String title, Scale x, Scale y, double height) {
        this.x = x;
        this.y = y;
        this.title = lines(title, WIDTH - 8, TITLE, true);
        this.label = title;
        this.height = height;
    }

    private double top() {
        return 10 + 18 * title.size() + LINE;
    }

    static double side() {
        return WIDTH - LEFT - RIGHT;
    }

    double column(double value) {
        return LEFT + side() * x.share(value);
    }

    double row(double value) {
        return top() + height * (1 - y.share(value));
    }

    /** What lies behind everything: lines at the ticks. */
    Sheet grid() {
        for (double tick : x.ticks()) vertical(tick, top(), height, Palette.GRID);
        for (double tick : y.ticks()) horizontal(tick, LEFT, side(), Palette.GRID);
        return this;
    }

    private void vertical(double tick, double from, double length, Color color) {
        svg.path(String.format(Locale.ROOT, "M%.1f %.1fv%.1f", column(tick), from, length), color, 1, false);
    }

    private void horizontal(double tick, double from, double length, Color color) {
        svg.path(String.format(Locale.ROOT, "M%.1f %.1fh%.1f", from, row(tick), length), color, 1, false);
    }

    void clip() {
        svg.clip(LEFT, top(), side(), height);
    }

    double left() {
        return LEFT;
    }

    double upper() {
        return top();
    }

    /** Adds a name; its marks are drawn one on another. */
    void legend(String text, Color color, Marks... marks) {
        if (!text.isEmpty()) legend.add(new Key(text, color, List.of(marks)));
    }

    /** Frame, ticks, title, names and legend; the file. */
    String finish() {
        svg.fixed(false).frame(LEFT, top(), side(), height, Palette.SOFT_INK);
        for (int l = 0; l < title.size(); l++) {
            svg.text(WIDTH / 2.0, 16 + 18 * l, "middle", TITLE, true, Palette.INK, title.get(l));
        }
        double end = top() + height, last = Double.NEGATIVE_INFINITY;
        for (double tick : x.ticks()) {
            vertical(tick, end, 4, Palette.SOFT_INK);
            String text = x.text(tick);
            double half = Svg.width(text, Svg.TEXT, false) / 2, at = Math.min(column(tick), WIDTH - half);
            if (at - half < last + 4) continue;
            last = at + half;
            svg.text(at, end + 17, "middle", Svg.TEXT, false, Palette.INK, text);
        }
        for (double tick : y.ticks()) {
            horizontal(tick, LEFT - 4, 4, Palette.SOFT_INK);
            svg.text(LEFT - 7, row(tick) + 4, "end", Svg.TEXT, false, Palette.INK, y.text(tick));
        }
        svg.text(2, top() - 9, "start", Svg.TEXT, false, Palette.INK, y.axis().label());
        svg.text(
                LEFT + side() / 2,
                end + 34,
                "middle",
                Svg.TEXT,
                false,
                Palette.INK,
                x.axis().label());
        return svg.text(WIDTH, legend(end + 42), label);
    }

    /** Draws the legend in as many lines as it takes; gives where it ends. */
    private double legend(double from) {
        List<List<Key>> lines = new ArrayList<>();
        double used = WIDTH;
        for (Key key : legend) {
            if (used + key.width() > WIDTH) {
                lines.add(new ArrayList<>());
                used = 0;
            }
            lines.getLast().add(key);
            used += key.width();
        }
        for (int l = 0; l < lines.size(); l++) {
            double total = lines.get(l).stream().mapToDouble(Key::width).sum();
            double at = Math.max(2, (WIDTH - total) / 2), middle = from + 10 + l * LINE;
            for (Key key : lines.get(l)) {
                for (Marks mark : key.marks()) mark.draw(svg, at + SWATCH / 2.0, middle, key.color());
                svg.text(at + SWATCH + 4, middle + 4, "start", Svg.TEXT, false, Palette.INK, key.text());
                at += key.width();
            }
        }
        return from + 4 + lines.size() * LINE;
    }

    /** A text in lines that are not too wide. */
    private static List<String> lines(String text, double room, int size, boolean bold) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && Svg.width(longer, size, bold) > room) {
                lines.add(line);
                longer = word;
            }
            line = longer;
        }
        lines.add(line);
        return lines;
    }
}
