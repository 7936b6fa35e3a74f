package dev.nn.examples.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** What a point or a line looks like, in the picture and in its legend; shapes differ, so that colour isn't needed. */
public enum Marks {
    CIRCLE,
    SQUARE,
    DIAMOND,
    CROSS,
    LINE,
    DASHED_LINE;

    static final BasicStroke DASHES =
            new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {7, 5}, 0);

    private static final BasicStroke LINE_STROKE = new BasicStroke(2.2f);
    private static final BasicStroke EDGE = new BasicStroke(1);
    private static final float HALF = 4.2f;

    void draw(Graphics2D graphics, float x, float y, Color color) {
        graphics.setColor(color);
        switch (this) {
            case CIRCLE -> fill(graphics, new Ellipse2D.Float(x - HALF, y - HALF, 2 * HALF, 2 * HALF));
            case SQUARE -> fill(graphics, new Rectangle2D.Float(x - HALF + 0.5f, y - HALF + 0.5f, 7.4f, 7.4f));
            case DIAMOND -> fill(graphics, diamond(x, y, 6));
            case CROSS -> {
                graphics.setStroke(LINE_STROKE);
                graphics.draw(new Line2D.Float(x - HALF, y - HALF, x + HALF, y + HALF));
                graphics.draw(new Line2D.Float(x - HALF, y + HALF, x + HALF, y - HALF));
            }
            case LINE, DASHED_LINE -> {
                graphics.setStroke(this == LINE ? LINE_STROKE : DASHES);
                graphics.draw(new Line2D.Float(x - 11, y, x + 11, y));
            }
        }
    }

    private static void fill(Graphics2D graphics, Shape shape) {
        graphics.fill(shape);
        graphics.setColor(Palette.PAPER);
        graphics.setStroke(EDGE);
        graphics.draw(shape);
    }

    private static Path2D diamond(float x, float y, float half) {
        Path2D path = new Path2D.Float();
        path.moveTo(x, y - half);
        path.lineTo(x + half, y);
        path.lineTo(x, y + half);
        path.lineTo(x - half, y);
        path.closePath();
        return path;
    }
}
