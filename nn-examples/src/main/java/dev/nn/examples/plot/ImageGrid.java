package dev.nn.examples.plot;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A grid of small images with captions below them.
 *
 * @param title of the picture
 * @param columns tiles in a row
 * @param side width and height to which each image is scaled
 * @param captions lines below each image
 * @param legend pixels kept free on the right
 */
public record ImageGrid(String title, int columns, int side, int captions, int legend) {
    private static final int GAP = 10;
    private static final int LINE = 18;
    private static final int TOP = 54;

    /** One image and the lines below it. */
    public record Tile(BufferedImage image, List<String> captions) {}

    /** Draws the tiles row by row. */
    public Canvas draw(List<Tile> tiles) {
        int cell = side + GAP, line = side + captions * LINE + GAP;
        int rows = Math.max(1, (tiles.size() + columns - 1) / columns);
        Canvas canvas = new Canvas(GAP + columns * cell + GAP + legend, TOP + rows * line + GAP / 2);
        canvas.title(title);
        for (int i = 0; i < tiles.size(); i++) {
            int x = GAP + GAP / 2 + i % columns * cell, y = TOP + i / columns * line;
            Tile tile = tiles.get(i);
            canvas.picture(tile.image(), x, y, side, side);
            canvas.frame(Palette.GRID, x - 1, y - 1, side + 2, side + 2);
            for (int c = 0; c < tile.captions().size(); c++) {
                canvas.text(
                        Palette.SMALL,
                        Palette.INK,
                        tile.captions().get(c),
                        x + side / 2,
                        y + side + LINE / 2 + 3 + c * LINE);
            }
        }
        return canvas;
    }
}
