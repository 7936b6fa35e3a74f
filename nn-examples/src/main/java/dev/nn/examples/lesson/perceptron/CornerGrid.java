package dev.nn.examples.lesson.perceptron;

import dev.nn.examples.plot.Canvas;
import dev.nn.examples.plot.ColorMap;
import dev.nn.examples.plot.Palette;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/** A grid of squares, each with the four answers of a function of two bits in its corners and a perceptron's border. */
final class CornerGrid {
    private static final int CELL = 136;
    private static final int SIDE = 74;
    private static final int TOP = 50;
    private static final int LEFT = 34;
    private static final double BEYOND = 0.35;

    private final Canvas canvas;
    private final int columns;
    private int cells;

    CornerGrid(String title, int columns) {
        this.columns = columns;
        canvas = new Canvas(columns * CELL + 16, TOP + columns * CELL + 4);
        canvas.text(Palette.HEADING, Palette.INK, title, canvas.image().getWidth() / 2, 20);
    }

    /**
     * Adds a square.
     *
     * @param answers to (0,0), (0,1), (1,0), (1,1)
     * @param border weights of the perceptron, or null if there is none
     */
    void add(String name, int[] answers, double @Nullable [] border, Color ink) {
        int x = LEFT + cells % columns * CELL, y = TOP + cells / columns * CELL;
        cells++;
        int margin = (int) (BEYOND * SIDE);
        canvas.text(Palette.SMALL, ink, name, x + SIDE / 2, y - 2);
        if (border != null) canvas.picture(sides(border), x - margin, y + 12, SIDE + 2 * margin, SIDE + margin);
        canvas.frame(Palette.SOFT_INK, x - margin, y + 12, SIDE + 2 * margin, SIDE + margin);
        for (int corner = 0; corner < answers.length; corner++) {
            int cx = x + (corner >> 1) * SIDE, cy = y + 12 + margin / 2 + (1 - (corner & 1)) * SIDE;
            canvas.dot(answers[corner] == 1 ? Palette.INK : Palette.PAPER, Palette.INK, cx, cy, 6);
        }
    }

    /** The plane around the unit square, one pixel each. */
    private static BufferedImage sides(double[] w) {
        int margin = (int) (BEYOND * SIDE), width = SIDE + 2 * margin, height = SIDE + margin;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Color one = Palette.lighter(ColorMap.DIVERGING.at(0.72), 0.35),
                zero = Palette.lighter(ColorMap.DIVERGING.at(0.28), 0.35);
        for (int i = 0; i < width * height; i++) {
            double x = (i % width - margin) / (double) SIDE, y = 1 - (i / width - margin / 2) / (double) SIDE;
            image.setRGB(i % width, i / width, (w[0] + w[1] * x + w[2] * y > 0 ? one : zero).getRGB());
        }
        return image;
    }

    Canvas draw() {
        return canvas;
    }
}
