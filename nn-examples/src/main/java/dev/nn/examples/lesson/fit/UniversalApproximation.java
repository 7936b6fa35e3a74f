package dev.nn.examples.lesson.fit;

import dev.nn.examples.lesson.desk.CurveFit;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.LineCharts;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.network.Network;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * Lesson 16 shows that one hidden layer comes as near to a curve as one likes, if it is wide enough.
 *
 * <p>y = Σ vᵢ tanh(wᵢ x + bᵢ) + c: E, “Universal Approximation Theorem(s)”; C, “Universal Approximation Theorem”. Cybenko:
 * Approximation by superpositions of a sigmoidal function, 1989. The theorem says that weights exist; finding them is
 * another matter, so each width has several starts and the best of them counts.
 *
 * <p>Run it: {@code ./nn lesson universal-approximation}
 */
public final class UniversalApproximation implements Lesson {
    private static final int[] WIDTHS = {1, 2, 4, 8, 16, 32, 64};
    private static final double REACH = 2;
    private static final double STEEPNESS = 3;
    private static final int STARTS = 5;

    private final int steps;

    public UniversalApproximation() {
        this(false);
    }

    /** @param small shorter trainings, for the test */
    UniversalApproximation(boolean small) {
        steps = small ? 3000 : 4000;
    }

    @Override
    public About about() {
        return new About(
                16,
                "universal-approximation",
                "One hidden layer is enough, if it is wide",
                "E “Universal Approximation Theorem(s)”; C “Universal Approximation Theorem”");
    }

    private static double target(double x) {
        return Math.sin(3 * x) + 0.5 * Math.cos(7 * x) + 0.3 * x;
    }

    @Override
    public LessonReport run(LessonContext context) {
        float[] x = CurveFit.even(-REACH, REACH, 200), t = CurveFit.values(UniversalApproximation::target, x);
        Table table = new Table(
                "Distance from the curve: root mean square error, %d starts each".formatted(STARTS),
                "width | parameters | best | median | error falls to");
        double[] best = new double[WIDTHS.length], median = new double[WIDTHS.length];
        for (int w = 0; w < WIDTHS.length; w++) {
            int width = WIDTHS[w];
            double[] errors = CurveFit.sorted(IntStream.range(0, STARTS)
                    .parallel()
                    .mapToDouble(s ->
                            CurveFit.error(fit(x, t, width, context.seed() + s).predict(x), t))
                    .toArray());
            best[w] = errors[0];
            median[w] = errors[STARTS / 2];
            String falls = w == 0 ? "-" : "%.0f %%".formatted(100 * best[w] / best[w - 1]);
            table.row("%d | %d | %.4f | %.4f | %s", width, 3 * width + 1, best[w], median[w], falls);
        }
        int last = WIDTHS.length - 1;
        return new LessonReport("""
                Each hidden unit is one soft step: somewhere, so steep, so high. Add enough steps and any continuous curve can
                be built of them.""")
                .formula("y = v₁ tanh(w₁ x + b₁) + … + v_n tanh(w_n x + b_n) + c,  3n + 1 parameters")
                .formula("target  sin 3x + ½ cos 7x + 0.3 x  on [−2, 2]")
                .claim(
                        "“A single hidden layer can be shown to be a universal approximator. However, the required number of hidden units may be very large.” (C)")
                .claim(
                        "“In theory you can approximate any function with an MLP with a single hidden layer of arbitrarily large width... but you shouldn’t.” (E)")
                .measured("""
                        The error falls with every doubling of the width, from %.2f with one unit to %.4f with %d: to a part in
                        %.0f.""", best[0], best[last], WIDTHS[last], best[0] / best[last])
                .measured("""
                        That the weights exist does not mean that training finds them: with %d units the median start ends at
                        %.2f times the error of the best.""", WIDTHS[2], median[2] / best[2])
                .table(table)
                .picture(errors(best, median))
                .picture(curves(x, t, context.seed()))
                .value("widths", IntStream.of(WIDTHS).asDoubleStream().toArray())
                .value("best", best)
                .value("median", median);
    }

    private Network fit(float[] x, float[] t, int width, long seed) {
        return CurveFit.train(x, t, width, REACH, STEEPNESS, steps, seed);
    }

    private static Picture errors(double[] best, double[] median) {
        XYChart chart = LineCharts.small("Wider is nearer", "hidden units (logarithmic)", "RMS error (logarithmic)");
        double[] widths = IntStream.of(WIDTHS).asDoubleStream().toArray();
        LineCharts.thick(chart, "best start", widths, best, Palette.BLUE);
        LineCharts.thick(chart, "median start", widths, median, Palette.VERMILION);
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        return new Picture(
                "errors", "The distance from the curve by the width of the hidden layer.", LineCharts.image(chart));
    }

    private Picture curves(float[] x, float[] t, long seed) {
        XYChart chart = LineCharts.small("One curve, three widths", new Axis("x", -REACH, REACH), "y");
        chart.getStyler().setXAxisDecimalPattern("0.0");
        double[] at = CurveFit.doubles(x);
        LineCharts.line(chart, "target", at, CurveFit.doubles(t), Palette.SOFT_INK);
        LineCharts.dashed(
                chart, "2 units", at, CurveFit.doubles(fit(x, t, 2, seed).predict(x)), Palette.GREEN);
        LineCharts.dashed(
                chart, "8 units", at, CurveFit.doubles(fit(x, t, 8, seed).predict(x)), Palette.VERMILION);
        LineCharts.dashed(
                chart, "32 units", at, CurveFit.doubles(fit(x, t, 32, seed).predict(x)), Palette.BLUE);
        return new Picture("curves", "Two steps make a rough sketch; 32 lie on the curve.", LineCharts.image(chart));
    }
}
