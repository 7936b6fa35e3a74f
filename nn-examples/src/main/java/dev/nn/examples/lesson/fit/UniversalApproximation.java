package dev.nn.examples.lesson.fit;

import dev.nn.examples.lesson.desk.CurveFit;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Spread;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.network.Network;
import java.util.List;
import java.util.stream.IntStream;

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
    private static final Parameter STARTS = Parameter.whole("starts", "random starts of each width", 5, 1, 50);
    private static final int[] WIDTHS = {1, 2, 4, 8, 16, 32, 64};
    private static final double REACH = 2;
    private static final double STEEPNESS = 3;

    private final Parameter steps;

    public UniversalApproximation() {
        this(false);
    }

    /** @param small shorter trainings, for the test */
    UniversalApproximation(boolean small) {
        steps = Parameter.whole("steps", "steps of each training", small ? 3000 : 4000, 1, 50_000);
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
    public List<Parameter> parameters() {
        return List.of(STARTS, steps);
    }

    @Override
    public LessonReport run(LessonContext context) {
        int starts = context.whole(STARTS), steps = context.whole(this.steps);
        float[] x = CurveFit.even(-REACH, REACH, 200), t = CurveFit.values(UniversalApproximation::target, x);
        Table table = new Table(
                "Distance from the curve: root mean square error, %d %s each"
                        .formatted(starts, starts == 1 ? "start" : "starts"),
                "width | parameters | best | median | worst | best, as a share of the row above");
        double[] best = new double[WIDTHS.length], median = best.clone(), worst = best.clone();
        for (int w = 0; w < WIDTHS.length; w++) {
            int width = WIDTHS[w];
            Spread errors = Spread.of(IntStream.range(0, starts)
                    .parallel()
                    .mapToDouble(s -> CurveFit.error(
                            fit(x, t, width, steps, context.seed(s)).predict(x), t))
                    .toArray());
            best[w] = errors.least();
            median[w] = errors.median();
            worst[w] = errors.most();
            String share = w == 0 ? "-" : "%.0f %%".formatted(100 * best[w] / best[w - 1]);
            table.row("%d | %d | %.4f | %.4f | %.4f | %s", width, 3 * width + 1, best[w], median[w], worst[w], share);
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
                .measured(
                        "The best start's error is %.2f with one unit and %.4f with %d. %s",
                        best[0], best[last], WIDTHS[last], doublings(best))
                .measured("""
                        That the weights exist does not mean that training finds them: with %d units the errors of %d starts go from
                        %.4f to %.4f, with %d from %.4f to %.4f.""", WIDTHS[2], starts, best[2], worst[2], WIDTHS[last], best[last], worst[last])
                .table(table)
                .picture(errors(best, median))
                .picture(curves(x, t, steps, context.seed(0)))
                .value("widths", IntStream.of(WIDTHS).asDoubleStream().toArray())
                .value("best", best)
                .value("median", median)
                .value("worst", worst);
    }

    /** Which doublings of the width have brought the best start nearer, and which have not. */
    private static String doublings(double[] best) {
        List<String> rises = IntStream.range(1, best.length)
                .filter(w -> !(best[w] < best[w - 1]))
                .mapToObj(w -> "%d to %d".formatted(WIDTHS[w - 1], WIDTHS[w]))
                .toList();
        if (rises.isEmpty()) return "It fell with every doubling of the width.";
        return "It fell with %d of %d doublings, not from %s units: a better fit exists there, but no start found it."
                .formatted(best.length - 1 - rises.size(), best.length - 1, String.join(" and from ", rises));
    }

    private static Network fit(float[] x, float[] t, int width, int steps, long seed) {
        return CurveFit.train(x, t, width, REACH, STEEPNESS, steps, seed);
    }

    private static Picture errors(double[] best, double[] median) {
        Chart chart = new Chart("Wider is nearer", "hidden units (logarithmic)", "RMS error (logarithmic)");
        double[] widths = IntStream.of(WIDTHS).asDoubleStream().toArray();
        chart.thick("best start", widths, best, Palette.BLUE);
        chart.thick("median start", widths, median, Palette.VERMILION);
        chart.logX().logY();
        return new Picture("errors", "The distance from the curve by the width of the hidden layer.", chart.svg());
    }

    private static Picture curves(float[] x, float[] t, int steps, long seed) {
        Chart chart = new Chart("One curve, three widths", new Axis("x", -REACH, REACH), "y");
        double[] at = CurveFit.doubles(x);
        chart.line("target", at, CurveFit.doubles(t), Palette.SOFT_INK);
        chart.dashed("2 units", at, CurveFit.doubles(fit(x, t, 2, steps, seed).predict(x)), Palette.GREEN);
        chart.dashed("8 units", at, CurveFit.doubles(fit(x, t, 8, steps, seed).predict(x)), Palette.VERMILION);
        chart.dashed("32 units", at, CurveFit.doubles(fit(x, t, 32, steps, seed).predict(x)), Palette.BLUE);
        return new Picture(
                "curves", "The curve, and what networks of three widths make of it from one start each.", chart.svg());
    }
}
