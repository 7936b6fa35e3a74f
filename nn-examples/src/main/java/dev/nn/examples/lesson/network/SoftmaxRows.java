package dev.nn.examples.lesson.network;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.LineCharts;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.kernel.Rows;
import dev.nn.loss.Softmax;
import dev.nn.metric.PredictedClass;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

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
                        the slide's formula gives %s, because e^1000 overflows; with the maximum taken away first, as the
                        library does, all is well.""", ROWS, sumError, ordered, Double.isNaN(naive) ? "no number" : naive)
                .table(table)
                .picture(picture(z, p))
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

    private static Picture picture(float[] z, float[] p) {
        XYChart chart = LineCharts.tiny(
                "Softmax and argmax of one row",
                new Axis("z of a class", -10, 10),
                new Axis("share (no unit)", -0.05, 1.05));
        int largest = PredictedClass.of(z, 0, CLASSES);
        double[] logits = new double[CLASSES], shares = new double[CLASSES], one = new double[CLASSES];
        for (int j = 0; j < CLASSES; j++) {
            logits[j] = z[j];
            shares[j] = p[j];
            one[j] = j == largest ? 1 : 0;
        }
        LineCharts.points(chart, "argmax", logits, one, Palette.VERMILION);
        LineCharts.points(chart, "softmax", logits, shares, Palette.BLUE);
        return new Picture(
                "softmax",
                "The five classes of the first row: argmax forgets all but the largest.",
                LineCharts.image(chart));
    }
}
