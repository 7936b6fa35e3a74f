package dev.nn.examples.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Locale;

/** What a point or a line looks like, in the picture and in its legend; shapes differ, so that colour isn't needed. */
public enum Marks {
    CIRCLE,
    SQUARE,
    DIAMOND,
    CROSS,
    TRIANGLE,
    LINE,
    DASHED_LINE,
    /** A small circle, for many. */
    DOT;

    static final BasicStroke DASHES =
            new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {7, 5}, 0);

    void draw(Svg svg, double x, double y, Color color) {
        String edge = "fill=\"%s\" stroke=\"%s\"".formatted(svg.paint(color), svg.paint(Palette.PAPER));
        switch (this) {
            case DOT -> svg.add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\" fill=\"%s\"/>", x, y, svg.paint(color));
            case CIRCLE -> svg.add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.6\" %s/>", x, y, edge);
            case SQUARE ->
                svg.add("<rect x=\"%.1f\" y=\"%.1f\" width=\"6.4\" height=\"6.4\" %s/>", x - 3.2, y - 3.2, edge);
            case DIAMOND -> svg.add("<path d=\"M%.1f %.1fl5 5l-5 5l-5-5z\" %s/>", x, y - 5, edge);
            case TRIANGLE -> svg.add("<path d=\"M%.1f %.1fl4.8 8.4h-9.6z\" %s/>", x, y - 5.4, edge);
            case CROSS -> svg.path(path("M%.1f %.1fl7 7m0-7l-7 7", x - 3.5, y - 3.5), color, 2.2, false);
            case LINE, DASHED_LINE -> svg.path(path("M%.1f %.1fh20", x - 10, y), color, 2.2, this == DASHED_LINE);
        }
    }

    private static String path(String format, double x, double y) {
        return String.format(Locale.ROOT, format, x, y);
    }
}
