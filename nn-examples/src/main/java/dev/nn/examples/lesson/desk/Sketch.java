package dev.nn.examples.lesson.desk;

import dev.nn.examples.plot.Minus;
import dev.nn.examples.plot.Picture;
import java.util.Locale;

/**
 * A drawing in the making: circles, boxes, arrows and words. Ink is the colour of the text around it, so that it shows on a
 * light and on a dark page; one unit is a pixel on a phone, so words stay readable there.
 */
public final class Sketch {
    /** The width that fits a phone. */
    public static final int WIDTH = 350;

    /** How much larger it is where there is room. */
    private static final double ZOOM = 1.4;

    private static final int FONT = 13;
    private static final int SMALL = 11;

    /** A colour of what is drawn; {@code name} is its class in the page's style, which may change it in the dark. */
    public enum Ink {
        PLAIN("plain", "currentColor"),
        SOFT("soft", "#888"),
        COOL("cool", "#0072b2"),
        WARM("warm", "#c04a00"),
        GREEN("leaf", "#008060");

        private final String name;
        private final String color;

        Ink(String name, String color) {
            this.name = name;
            this.color = color;
        }

        private String fill() {
            return "class=\"fill-%s\" fill=\"%s\"".formatted(name, color);
        }

        private String stroke() {
            return "class=\"stroke-%s\" stroke=\"%s\"".formatted(name, color);
        }
    }

    private final int height;
    private final String label;
    private final StringBuilder parts = new StringBuilder();

    /**
     * An empty sheet, {@value #WIDTH} wide.
     *
     * @param label what it shows, for those who hear the page
     */
    public Sketch(int height, String label) {
        this.height = height;
        this.label = label;
    }

    /** A word or a number, in the middle of x, on the line y. */
    public Sketch text(double x, double y, String words, Ink ink) {
        return words(x, y, words, ink, "middle", FONT);
    }

    /** The same, smaller. */
    public Sketch small(double x, double y, String words, Ink ink) {
        return words(x, y, words, ink, "middle", SMALL);
    }

    /** Words that begin at x. */
    public Sketch from(double x, double y, String words, Ink ink) {
        return words(x, y, words, ink, "start", FONT);
    }

    private Sketch words(double x, double y, String words, Ink ink, String anchor, int size) {
        return add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" %s>%s</text>",
                x, y, anchor, size, ink.fill(), escaped(words));
    }

    /** A circle with a word in it. */
    public Sketch node(double x, double y, double radius, String word, Ink ink) {
        return add(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"none\" stroke-width=\"1.5\" %s/>",
                        x, y, radius, ink.stroke())
                .text(x, y + 4.5, word, Ink.PLAIN);
    }

    /** A small filled circle. */
    public Sketch dot(double x, double y, double radius, Ink ink) {
        return add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" %s/>", x, y, radius, ink.fill());
    }

    /** A small filled square. */
    public Sketch square(double x, double y, double half, Ink ink) {
        return fill(x - half, y - half, 2 * half, 2 * half, ink);
    }

    /** A filled box. */
    public Sketch fill(double x, double y, double width, double height, Ink ink) {
        return add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %s/>", x, y, width, height, ink.fill());
    }

    /** A frame. */
    public Sketch box(double x, double y, double width, double height, Ink ink) {
        return add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"none\" stroke-width=\"1.3\" %s/>",
                x, y, width, height, ink.stroke());
    }

    /** A line. */
    public Sketch line(double x1, double y1, double x2, double y2, Ink ink) {
        return path(x1, y1, x2, y2, ink, "");
    }

    /** A dashed line. */
    public Sketch dashed(double x1, double y1, double x2, double y2, Ink ink) {
        return path(x1, y1, x2, y2, ink, " stroke-dasharray=\"4 3\"");
    }

    private Sketch path(double x1, double y1, double x2, double y2, Ink ink, String more) {
        return add(
                "<path d=\"M%.1f %.1fL%.1f %.1f\" fill=\"none\" stroke-width=\"1.5\"%s %s/>",
                x1, y1, x2, y2, more, ink.stroke());
    }

    /** A line with a head at its end. */
    public Sketch arrow(double x1, double y1, double x2, double y2, Ink ink) {
        double length = Math.hypot(x2 - x1, y2 - y1), ux = (x2 - x1) / length, uy = (y2 - y1) / length;
        return line(x1, y1, x2 - 5 * ux, y2 - 5 * uy, ink)
                .add(
                        "<path d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fZ\" %s/>",
                        x2,
                        y2,
                        x2 - 8 * ux - 4 * uy,
                        y2 - 8 * uy + 4 * ux,
                        x2 - 8 * ux + 4 * uy,
                        y2 - 8 * uy - 4 * ux,
                        ink.fill());
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library of its own
    private Sketch add(String format, Object... arguments) {
        parts.append(String.format(Locale.ROOT, format, arguments)).append('\n');
        return this;
    }

    /** The drawing. */
    public Picture drawing(String name, String caption) {
        return new Picture(name, caption, svg());
    }

    /** The same without a name: one {@code <svg>} element. */
    public String svg() {
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%.0f" height="%.0f" role="img" aria-label="%s" font-family="sans-serif">
                %s</svg>""", WIDTH, height, WIDTH * ZOOM, height * ZOOM, escaped(label), parts);
    }

    private static String escaped(String words) {
        return Minus.signs(words)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
