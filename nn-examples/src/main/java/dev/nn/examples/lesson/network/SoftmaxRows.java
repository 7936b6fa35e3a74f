package dev.nn.examples.lesson.network;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.kernel.Rows;
import dev.nn.loss.Softmax;
import dev.nn.metric.PredictedClass;
import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** The second part of lesson 7: softmax and argmax, which look at a whole row. */
final class SoftmaxRows {
    private static final int CLASSES = 5;
    private static final int ROWS = 1000;

    private SoftmaxRows() {}

    /** Measures softmax on random rows and on rows of ±1000, and adds what it found. */
    static LessonReport addTo(LessonReport report, long seed) {
        Random random = new Random(seed);
        float[] z = new float[ROWS * CLASSES], p = new float[z.length];
        for (int i = 0; i < z.length; i++) z[i] = (float) (3 * random.nextGaussian());
        Softmax.rows(ROWS, CLASSES, Rows.of(z, CLASSES), Rows.of(p, CLASSES));
        double sumError =
                IntStream.range(0, ROWS).mapToDouble(r -> sumError(p, r)).max().orElse(0);
        long ordered = IntStream.range(0, ROWS).filter(r -> keepsOrder(z, p, r)).count();
        float[] large = {1000, -1000, 999, 0, -1000}, safe = new float[CLASSES];
        Softmax.rows(1, CLASSES, Rows.of(large, CLASSES), Rows.of(safe, CLASSES));
        double naive = Math.exp(1000) / (Math.exp(1000) + Math.exp(999));
        Table table = new Table("Rows as softmax and argmax see them", "row | softmax | argmax");
        table.row("%s | %s | %s", text(z, "%.1f"), text(p, "%.3f"), argmax(z));
        table.row("%s | %s | %s", text(large, "%.0f"), text(safe, "%.3f"), argmax(large));
        return report.formula("softmax:  pⱼ = e^zⱼ / Σ e^zᵢ = e^(zⱼ − max z) / Σ e^(zᵢ − max z)")
                .measured("""
                        Softmax of %,d random rows: sums differ from 1 by %.0e at most, and %,d rows keep their order. With ±1000
                        e^z / Σ e^z as it stands gives %s, because e^1000 overflows; with the maximum taken away first, as the
                        library does, all is well.""", ROWS, sumError, ordered, Double.isNaN(naive) ? "no number" : naive)
                .table(table)
                .picture(picture())
                .value("softmaxSumError", sumError)
                .value("softmaxOrdered", ordered == ROWS)
                .value("softmaxOf1000", safe[0])
                .value("softmaxOf999", safe[2])
                .value("softmaxLargeSumError", sumError(safe, 0));
    }

    private static double sumError(float[] p, int row) {
        double sum = 0;
        for (int j = 0; j < CLASSES; j++) sum += p[row * CLASSES + j];
        return Math.abs(sum - 1);
    }

    private static boolean keepsOrder(float[] z, float[] p, int row) {
        int at = row * CLASSES;
        for (int i = at; i < at + CLASSES; i++) {
            for (int j = at; j < at + CLASSES; j++) if (z[i] > z[j] && !(p[i] > p[j])) return false;
        }
        return PredictedClass.of(z, at, CLASSES) == PredictedClass.of(p, at, CLASSES);
    }

    private static String argmax(float[] z) {
        int largest = PredictedClass.of(z, 0, CLASSES);
        return String.join(
                ", ",
                IntStream.range(0, CLASSES)
                        .mapToObj(j -> j == largest ? "1" : "0")
                        .toList());
    }

    private static String text(float[] values, String format) {
        return String.join(
                ", ",
                IntStream.range(0, CLASSES)
                        .mapToObj(j -> String.format(Locale.ROOT, format, values[j]))
                        .toList());
    }

    /** Three classes, of which one has more and more of a chance. */
    private static Picture picture() {
        double[] z =
                IntStream.rangeClosed(0, 140).mapToDouble(i -> -6 + i / 10.0).toArray();
        Chart chart = new Chart("Softmax of (z, 1, 0)", new Axis("z, the first class's number", -6, 8), "share");
        String[] names = {"first: z", "second: 1", "third: 0"};
        Color[] colors = {Palette.VERMILION, Palette.BLUE, Palette.GREEN};
        float[] logits = new float[3 * z.length], shares = new float[logits.length];
        for (int i = 0; i < z.length; i++) {
            logits[3 * i] = (float) z[i];
            logits[3 * i + 1] = 1;
        }
        Softmax.rows(z.length, 3, Rows.of(logits, 3), Rows.of(shares, 3));
        for (int j = 0; j < 3; j++) {
            int column = j;
            chart.line(
                    names[j],
                    z,
                    IntStream.range(0, z.length)
                            .mapToDouble(i -> shares[3 * i + column])
                            .toArray(),
                    colors[j]);
        }
        double[] argmax = Arrays.stream(z).map(v -> v > 1 ? 1 : 0).toArray();
        chart.dashed("argmax: first", z, argmax, Palette.SOFT_INK);
        return new Picture(
                "softmax",
                "The shares always add up to 1 and change smoothly; argmax jumps from 0 to 1, and is flat everywhere else.",
                chart.svg());
    }
}
