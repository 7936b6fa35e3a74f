package dev.nn.examples.mnist;

import dev.nn.examples.plot.Canvas;
import dev.nn.examples.plot.ColorMap;
import dev.nn.examples.plot.Palette;
import java.awt.Color;
import java.util.Locale;

/**
 * The picture of which digit was taken for which. The right answers on the diagonal would outshine everything, so they
 * have a colour of their own and the scale is for mistakes.
 */
public final class ConfusionPicture {
    private static final int CELL = 54;
    private static final int LEFT = 84;
    private static final int TOP = 88;
    private static final int RIGHT = 120;
    private static final int BOTTOM = 24;
    private static final Color RIGHT_ANSWER = Palette.lighter(Palette.GREEN, 0.65);

    private ConfusionPicture() {}

    public static Canvas draw(Predictions predictions) {
        int[][] counts = predictions.confusion();
        int side = counts.length * CELL, worst = mostMistakes(counts);
        Canvas canvas = new Canvas(LEFT + side + RIGHT, TOP + side + BOTTOM);
        canvas.title(
                String.format(Locale.ROOT, "%,d of %,d test images right", predictions.correct(), predictions.size()));
        canvas.text(Palette.LABEL, Palette.INK, "predicted digit", LEFT + side / 2, 56);
        canvas.upwards(Palette.LABEL, Palette.INK, "true digit", 28, TOP + side / 2);
        for (int i = 0; i < counts.length; i++) {
            int middle = i * CELL + CELL / 2;
            canvas.text(Palette.LABEL, Palette.INK, String.valueOf(i), LEFT + middle, TOP - 12);
            canvas.text(Palette.LABEL, Palette.INK, String.valueOf(i), LEFT - 16, TOP + middle);
            for (int j = 0; j < counts.length; j++) cell(canvas, counts[i][j], i, j, worst);
        }
        canvas.scale(ColorMap.HEAT, LEFT + side + 30, TOP, 18, side);
        canvas.text(Palette.SMALL, Palette.INK, String.valueOf(worst), LEFT + side + 66, TOP + 6);
        canvas.text(Palette.SMALL, Palette.INK, "0", LEFT + side + 66, TOP + side - 6);
        canvas.upwards(Palette.LABEL, Palette.INK, "mistakes (images)", LEFT + side + 92, TOP + side / 2);
        return canvas;
    }

    private static void cell(Canvas canvas, int count, int truth, int predicted, int worst) {
        int x = LEFT + predicted * CELL, y = TOP + truth * CELL;
        double heat = count / (double) worst;
        Color ground = truth == predicted ? RIGHT_ANSWER : ColorMap.HEAT.at(heat);
        canvas.fill(ground, x, y, CELL, CELL);
        canvas.frame(Palette.GRID, x, y, CELL + 1, CELL + 1);
        if (count == 0) return;
        canvas.text(Palette.LABEL, Palette.inkOn(ground), String.valueOf(count), x + CELL / 2, y + CELL / 2);
    }

    /** The greatest count off the diagonal; at least 1, so that the scale has a length. */
    private static int mostMistakes(int[][] counts) {
        int most = 1;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) if (i != j) most = Math.max(most, counts[i][j]);
        }
        return most;
    }
}
