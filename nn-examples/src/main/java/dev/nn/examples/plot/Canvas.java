package dev.nn.examples.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * A white picture to draw on: rectangles, images in sharp pixels, and text by its centre; it is kept as pixels and as SVG.
 */
public final class Canvas {
    private final BufferedImage image;
    private final Graphics2D graphics;
    private final Svg svg = new Svg().fixed(true);

    public Canvas(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        smooth(graphics);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        fill(Palette.PAPER, 0, 0, width, height);
    }

    /** Edges without steps, for shapes and text. */
    static void smooth(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    }

    /** What has been drawn. */
    public BufferedImage image() {
        return image;
    }

    /** The same as SVG; {@code label} says to those who can't see it what it shows. */
    public String svg(String label) {
        return svg.text(image.getWidth(), image.getHeight(), label);
    }

    /** A filled rectangle. */
    public void fill(Color color, int x, int y, int width, int height) {
        graphics.setColor(color);
        graphics.fillRect(x, y, width, height);
        svg.rectangle(x, y, width, height, color);
    }

    /** The outline of a rectangle. */
    public void frame(Color color, int x, int y, int width, int height) {
        graphics.setColor(color);
        graphics.drawRect(x, y, width - 1, height - 1);
        svg.frame(x + 0.5, y + 0.5, width - 1, height - 1, color);
    }

    /** A filled circle with an edge. */
    public void dot(Color inside, Color edge, int x, int y, int radius) {
        graphics.setColor(inside);
        graphics.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
        graphics.setColor(edge);
        graphics.drawOval(x - radius, y - radius, 2 * radius, 2 * radius);
        svg.add(
                "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"%s\" stroke=\"%s\"/>",
                x, y, radius, svg.paint(inside), svg.paint(edge));
    }

    /** A picture, scaled to width × height without smoothing. */
    public void picture(BufferedImage picture, int x, int y, int width, int height) {
        graphics.drawImage(picture, x, y, width, height, null);
        svg.image(picture, x, y, width, height);
    }

    /** The line at the top that says what there is to see. */
    public void title(String text) {
        text(Palette.TITLE, Palette.INK, text, image.getWidth() / 2, 26);
    }

    /** A line of text centred at (x, y). */
    public void text(Font font, Color color, String text, int x, int y) {
        draw(font, color, text, x, y);
        svg.text(x, y + 0.35 * font.getSize(), "middle", font.getSize(), font.isBold(), color, text);
    }

    private void draw(Font font, Color color, String text, int x, int y) {
        graphics.setFont(font);
        graphics.setColor(color);
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.drawString(
                text, x - metrics.stringWidth(text) / 2f, y + (metrics.getAscent() - metrics.getDescent()) / 2f);
    }

    /** A line of text that reads upwards, centred at (x, y). */
    public void upwards(Font font, Color color, String text, int x, int y) {
        AffineTransform upright = graphics.getTransform();
        graphics.rotate(-Math.PI / 2, x, y);
        draw(font, color, text, x, y);
        graphics.setTransform(upright);
        svg.add("<g transform=\"rotate(-90 %d %d)\">", x, y)
                .text(x, y + 0.35 * font.getSize(), "middle", font.getSize(), font.isBold(), color, text)
                .add("</g>");
    }

    /** A vertical bar with all colours of a scale, the greatest value on top. */
    public void scale(ColorMap map, int x, int y, int width, int height) {
        BufferedImage column = new BufferedImage(1, height, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < height; row++)
            column.setRGB(0, row, map.at(1 - row / (height - 1.0)).getRGB());
        picture(column, x, y, width, height);
        frame(Palette.SOFT_INK, x, y, width, height);
    }
}
