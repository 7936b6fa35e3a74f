package dev.nn.examples.lesson.image;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Minus;
import dev.nn.examples.plot.Picture;
import dev.nn.kernel.Kernels;
import dev.nn.network.Network;
import java.util.Arrays;
import java.util.Locale;

/**
 * One filter of 3×3 over an image of 6×6, and max pooling behind it, number by number; the library computes the same.
 */
final class ConvolutionByHand {
    /** A seven. */
    static final int[][] IMAGE = {
        {0, 0, 0, 0, 0, 0},
        {0, 3, 3, 3, 3, 0},
        {0, 0, 0, 0, 3, 0},
        {0, 0, 0, 3, 0, 0},
        {0, 0, 3, 0, 0, 0},
        {0, 0, 3, 0, 0, 0},
    };

    /** Dark on its left and bright on its right gives much. */
    static final int[][] KERNEL = {{-1, 0, 1}, {-1, 0, 1}, {-1, 0, 1}};

    private static final int SIDE = IMAGE.length, K = KERNEL.length, OUT = SIDE - K + 1, POOL = 2;

    private static final int CELL = 34;

    private ConvolutionByHand() {}

    /** Adds the table and the drawing to a report. */
    static LessonReport addTo(LessonReport report) {
        int[][] result = new int[OUT][OUT];
        Table table =
                new Table("A filter of 3×3 by hand, where it is needed for one pooled value", "what | how | value");
        for (int row = 0; row < OUT; row++) {
            for (int column = 0; column < OUT; column++) {
                StringBuilder how = new StringBuilder();
                for (int i = 0; i < K; i++) {
                    for (int j = 0; j < K; j++) {
                        result[row][column] += IMAGE[row + i][column + j] * KERNEL[i][j];
                        how.append(how.isEmpty() ? "" : " + ")
                                .append("%d·%s".formatted(IMAGE[row + i][column + j], bracketed(KERNEL[i][j])));
                    }
                }
                if (row < POOL && column >= OUT - POOL) {
                    table.row("z%d%d | %s | %d", row + 1, column + 1, how, result[row][column]);
                }
            }
        }
        int[][] pooled = pooled(result);
        table.row(
                "p12 | max(%d, %d, %d, %d) | %d", result[0][2], result[0][3], result[1][2], result[1][3], pooled[0][1]);
        return report.measured("""
                        By hand: the filter answers with up to %d where it gets brighter to the right, with down to %d where it
                        gets darker, and with %d on even ground. The library computes the same %d numbers; the largest difference
                        is %d.""", most(result), least(result), even(), OUT * OUT, difference(result))
                .table(table)
                .drawing(drawing(result, pooled))
                .value("brighter", most(result))
                .value("darker", least(result))
                .value("byHandDifference", difference(result));
    }

    private static int most(int[][] values) {
        return Arrays.stream(values).flatMapToInt(Arrays::stream).max().orElseThrow();
    }

    private static int least(int[][] values) {
        return Arrays.stream(values).flatMapToInt(Arrays::stream).min().orElseThrow();
    }

    /** What the filter answers where all pixels are alike. */
    private static int even() {
        int sum = 0;
        for (int[] row : KERNEL) for (int weight : row) sum += 3 * weight;
        return sum;
    }

    private static String bracketed(int value) {
        return value < 0 ? "(" + value + ")" : String.valueOf(value);
    }

    private static int[][] pooled(int[][] result) {
        int[][] pooled = new int[OUT / POOL][OUT / POOL];
        for (int[] row : pooled) Arrays.fill(row, Integer.MIN_VALUE);
        for (int i = 0; i < OUT; i++) {
            for (int j = 0; j < OUT; j++) {
                pooled[i / POOL][j / POOL] = Math.max(pooled[i / POOL][j / POOL], result[i][j]);
            }
        }
        return pooled;
    }

    /** The largest difference from what a network of that one filter computes. */
    private static int difference(int[][] result) {
        Network network = Network.image(SIDE, SIDE, 1).convolution(1, K).build(Kernels.best());
        float[] parameters = new float[K * K + 1], x = new float[SIDE * SIDE];
        for (int i = 0; i < K * K; i++) parameters[i] = KERNEL[i / K][i % K];
        for (int i = 0; i < x.length; i++) x[i] = IMAGE[i / SIDE][i % SIDE];
        network.setLayerParameters(0, parameters);
        float[] z = network.predict(x);
        int most = 0;
        for (int i = 0; i < z.length; i++) {
            most = Math.max(most, (int) Math.ceil(Math.abs(z[i] - result[i / OUT][i % OUT])));
        }
        return most;
    }

    /** Image, filter, what comes out, and what is pooled of it; one place of the filter in colour. */
    private static Picture drawing(int[][] result, int[][] pooled) {
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 250" width="640" height="250" role="img" aria-label="An image of 6 by 6 pixels, a filter of 3 by 3, the result of 4 by 4 and the pooled result of 2 by 2" font-family="sans-serif" font-size="14" fill="currentColor" stroke="none">
                """);
        grid(svg, 10, 30, IMAGE, 0, 3, K);
        text(svg, 10 + 3 * CELL, 20, "image 6×6");
        grid(svg, 244, 81, KERNEL, -1, -1, 0);
        text(svg, 244 + 3 * CELL / 2, 71, "filter 3×3");
        grid(svg, 376, 64, result, 0, 3, 1);
        text(svg, 376 + 2 * CELL, 54, "result 4×4");
        grid(svg, 542, 98, pooled, 0, 1, 1);
        text(svg, 542 + CELL, 88, "max of each 2×2");
        text(svg, 228, 137, "∗");
        text(svg, 361, 137, "=");
        text(svg, 527, 137, "→");
        svg.append("</svg>");
        return new Picture(
                "by-hand",
                "The coloured nine pixels times the nine weights give the coloured number; the largest of each 2×2 remains.",
                Minus.signs(svg.toString()));
    }

    /** @param row where the coloured square begins, which has a side of so many cells */
    private static void grid(StringBuilder svg, int x, int y, int[][] values, int row, int column, int side) {
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                boolean coloured = i >= row && i < row + side && j >= column && j < column + side;
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" stroke=\"#888\"/>%n",
                        x + j * CELL,
                        y + i * CELL,
                        CELL,
                        CELL,
                        coloured ? "#f6d5c0" : "#fff"));
                svg.append(String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#222\">%d</text>%n",
                        x + j * CELL + CELL / 2,
                        y + i * CELL + CELL / 2 + 5,
                        values[i][j]));
            }
        }
    }

    private static void text(StringBuilder svg, int x, int y, String words) {
        svg.append(
                String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n", x, y, words));
    }
}
