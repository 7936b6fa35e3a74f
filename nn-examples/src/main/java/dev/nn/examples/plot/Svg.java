package dev.nn.examples.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * A drawing of shapes, text and images as SVG, sharp on every screen. The colours of {@link Palette} become variables that
 * a page may set, {@code --plot-ink} and so on, so that one drawing serves light and dark pages.
 */
public final class Svg {
    /** The size of text, of titles a little more: not below what a phone shows well. */
    public static final int TEXT = 12;

    private static final String FONT = "font-family=\"system-ui,sans-serif\"";
    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);
    private static final Map<Color, String> NAMES = Map.of(
            Palette.INK, "ink",
            Palette.SOFT_INK, "soft",
            Palette.GRID, "grid",
            Palette.BLUE, "blue",
            Palette.VERMILION, "vermilion",
            Palette.GREEN, "green",
            Palette.ORANGE, "orange",
            Palette.SKY, "sky",
            Palette.PURPLE, "purple");

    private final StringBuilder body = new StringBuilder();

    /** Colours as they are, for what lies on a light ground on any page. */
    private boolean isFixed;

    /** From here on colours don't follow the page. */
    public Svg fixed(boolean on) {
        isFixed = on;
        return this;
    }

    /** The value of a colour in an attribute. */
    public String paint(Color color) {
        String hex = String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xffffff);
        String name = NAMES.get(color);
        if (color.equals(Palette.PAPER)) name = "paper";
        return isFixed || name == null ? hex : "var(--plot-%s,%s)".formatted(name, hex);
    }

    /** Any element without content. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library of its own
    public Svg add(String format, Object... arguments) {
        body.append(String.format(Locale.ROOT, format, arguments)).append('\n');
        return this;
    }

    public Svg rectangle(double x, double y, double width, double height, Color fill) {
        return add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                x, y, width, height, paint(fill));
    }

    public Svg frame(double x, double y, double width, double height, Color color) {
        return add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"none\" stroke=\"%s\"/>",
                x, y, width, height, paint(color));
    }

    /** A line along a path, {@code M0 0L1 1}. */
    public Svg path(CharSequence path, Color color, double width, boolean dashed) {
        return add(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" stroke-linejoin=\"round\"%s/>",
                path, paint(color), width, dashed ? " stroke-dasharray=\"6 4\"" : "");
    }

    /** A line of text; {@code anchor} is start, middle or end. */
    public Svg text(double x, double y, String anchor, int size, boolean bold, Color color, String text) {
        return add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\"%s fill=\"%s\">%s</text>",
                x, y, anchor, size, bold ? " font-weight=\"700\"" : "", paint(color), escape(Minus.signs(text)));
    }

    /** An image of pixels, each a sharp square. */
    public Svg image(BufferedImage image, double x, double y, double width, double height) {
        try {
            return add(
                    "<image x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" preserveAspectRatio=\"none\""
                            + " style=\"image-rendering:pixelated\" href=\"data:image/png;base64,%s\"/>",
                    x, y, width, height, Base64.getEncoder().encodeToString(Png.bytes(image)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins a part of which nothing outside a rectangle shows; coordinates stay. */
    public Svg clip(double x, double y, double width, double height) {
        return add(
                "<svg x=\"%1$.1f\" y=\"%2$.1f\" width=\"%3$.1f\" height=\"%4$.1f\" viewBox=\"%1$.1f %2$.1f %3$.1f %4$.1f\">",
                x, y, width, height);
    }

    /** Ends that part. */
    public Svg unclip() {
        return add("</svg>");
    }

    /** How wide a text is, about: fonts differ. */
    public static double width(String text, int size, boolean bold) {
        return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size)
                .getStringBounds(text, METRICS)
                .getWidth();
    }

    /** The whole file; {@code label} says to those who can't see it what it shows. */
    public String text(double width, double height, String label) {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$.0f %2$.0f\" width=\"%1$.0f\" height=\"%2$.0f\""
                        + " role=\"img\" aria-label=\"%3$s\" %4$s>%n%5$s</svg>",
                width,
                height,
                escape(label),
                FONT,
                body);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
