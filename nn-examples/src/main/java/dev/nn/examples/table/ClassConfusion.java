package dev.nn.examples.table;

import dev.nn.examples.plot.Canvas;
import dev.nn.examples.plot.ColorMap;
import dev.nn.examples.plot.Palette;
import dev.nn.table.ClassTarget;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** The picture of which class was taken for which. Right answers have a colour of their own; the scale is for mistakes. */
final class ClassConfusion {
    /** More classes have no room in a picture. */
    static final int MOST_CLASSES = 30;

    private static final int TOP = 104;
    private static final int RIGHT = 120;
    private static final int BOTTOM = 24;

    /** Characters of a class's name that are shown. */
    private static final int NAME = 12;

    private static final int CHARACTER = 9;
    private static final int LEAST_SIDE = 260;
    private static final Color RIGHT_ANSWER = Palette.lighter(Palette.GREEN, 0.65);

    private ClassConfusion() {}

    /** @param rows what the title calls the rows */
    static BufferedImage draw(Evaluation evaluation, String rows) {
        int[][] counts = evaluation.confusion();
        List<String> names = names(evaluation);
        int longest = names.stream().mapToInt(String::length).max().orElse(1);
        int cell = Math.clamp(LEAST_SIDE / counts.length, Math.max(44, longest * CHARACTER + 8), 130);
        int left = 56 + longest * CHARACTER, side = counts.length * cell, worst = mostMistakes(counts);
        Canvas canvas = new Canvas(left + side + RIGHT, TOP + side + BOTTOM);
        canvas.title(String.format(Locale.ROOT, "%,d of %,d %s right", evaluation.correct(), evaluation.rows(), rows));
        canvas.text(Palette.LABEL, Palette.INK, "predicted", left + side / 2, 62);
        canvas.upwards(Palette.LABEL, Palette.INK, "true", 22, TOP + side / 2);
        for (int i = 0; i < counts.length; i++) {
            int middle = i * cell + cell / 2;
            canvas.text(Palette.LABEL, Palette.INK, names.get(i), left + middle, TOP - 14);
            canvas.text(Palette.LABEL, Palette.INK, names.get(i), left - 10 - longest * CHARACTER / 2, TOP + middle);
            for (int j = 0; j < counts.length; j++) {
                Color color = i == j ? RIGHT_ANSWER : ColorMap.HEAT.at(counts[i][j] / (double) worst);
                cell(canvas, color, counts[i][j], left + j * cell, TOP + i * cell, cell);
            }
        }
        canvas.scale(ColorMap.HEAT, left + side + 30, TOP, 18, side);
        canvas.text(Palette.SMALL, Palette.INK, String.valueOf(worst), left + side + 66, TOP + 6);
        canvas.text(Palette.SMALL, Palette.INK, "0", left + side + 66, TOP + side - 6);
        canvas.upwards(Palette.LABEL, Palette.INK, "mistakes (rows)", left + side + 92, TOP + side / 2);
        return canvas.image();
    }

    private static List<String> names(Evaluation evaluation) {
        return ((ClassTarget) evaluation.target())
                .classes().stream()
                        .map(name -> name.length() <= NAME ? name : name.substring(0, NAME - 1) + "…")
                        .toList();
    }

    private static void cell(Canvas canvas, Color color, int count, int x, int y, int side) {
        canvas.fill(color, x, y, side, side);
        canvas.frame(Palette.GRID, x, y, side + 1, side + 1);
        if (count == 0) return;
        boolean dark = color.getRed() + color.getGreen() + color.getBlue() < 330;
        canvas.text(
                Palette.LABEL, dark ? Palette.PAPER : Palette.INK, String.valueOf(count), x + side / 2, y + side / 2);
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
