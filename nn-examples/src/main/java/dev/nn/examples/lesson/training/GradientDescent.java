package dev.nn.examples.lesson.training;

import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Lesson 8 shows what the step size decides: too small, and it takes for ever; too large, and it flies away; and that
 * where it ends depends on where it began.
 *
 * <p>w ← w − η ∇L: B, "Optimisers"; C, "Backpropagation", W′ = W − LR · ∂L/∂W; E, "Gradient descent". For L = ½ a w² a
 * step multiplies w by 1 − ηa, so it shrinks exactly if 0 &lt; η &lt; 2/a.
 *
 * <p>Run it: {@code ./nn lesson gradient-descent}
 */
public final class GradientDescent implements Lesson {
    private static final Parameter RATE = Parameter.real("rate", "step size", 0.15, 0, 0.5);
    private static final Parameter STEPS = Parameter.whole("steps", "steps down the valley", 40, 1, 200);

    /** L(x, y) = ½ (x² + 10 y²), a valley ten times as steep across as along. */
    private static final double STEEP = 10;

    static final double[] START = {-4, 1};

    /** L(x) = x⁴ − 4x² + x has minima at both ends and a maximum between; these solve 4x³ − 8x + 1 = 0. */
    static final double LOW = -1.472997601114, TOP = 0.126000192586, HIGH = 1.346997408528;

    private static final int STARTS = 200;

    @Override
    public About about() {
        return new About(
                8,
                "gradient-descent",
                "Gradient descent: the step size, and local minima",
                "B “Optimisation”, “Optimisers”; C “Backpropagation”; E “Gradient descent”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(RATE, STEPS);
    }

    @Override
    public LessonReport run(LessonContext context) {
        int steps = context.whole(STEPS);
        double rate = context.number(RATE);
        double[] rates = {0.01, rate, 0.199, 0.21};
        Table table = new Table(
                "%d steps down ½ (x² + 10 y²) from (−4, 1)".formatted(steps),
                "step size η | verdict | ends at x | ends at y | x by formula | y by formula | loss");
        LessonReport report = new LessonReport("""
                A network learns by making its loss L smaller, a number for how wrong it is. The gradient ∇L has the slope of L in
                the direction of each weight: it says which way is up. Take a small step the other way, and again. That is all of training; the
                rest is how to find the gradient of a million parameters (next lesson) and how long the step should be.""")
                .formula("w ← w − η ∇L(w)")
                .formula("L = ½ a w²:  after n steps  wₙ = (1 − ηa)ⁿ w₀,  which shrinks if and only if 0 < η < 2/a")
                .claim("“OK, all sounds easy, why not just take bigger steps and call it finished?” (C)")
                .claim("“Under what circumstances would gradient descent achieve a global minimum?” (E)");
        double[][] ends = new double[rates.length][];
        double formulaError = 0, libraryError = 0;
        for (int i = 0; i < rates.length; i++) {
            ends[i] = Descent.byHand(GradientDescent::valleySlope, START, rates[i], steps)[steps];
            double x = START[0] * Math.pow(1 - rates[i], steps), y = START[1] * Math.pow(1 - rates[i] * STEEP, steps);
            double[] library = Descent.byLibrary(GradientDescent::valleySlope, START, rates[i], steps)[steps];
            double size = Math.max(1, Math.hypot(x, y));
            formulaError = Math.max(formulaError, distance(ends[i], new double[] {x, y}) / size);
            if (rates[i] < 2 / STEEP) libraryError = Math.max(libraryError, distance(ends[i], library));
            table.row(
                    "%s | %s | %.4f | %.4g | %.4f | %.4g | %.3g",
                    rates[i], verdict(rates[i]), ends[i][0], ends[i][1], x, y, valley(ends[i][0], ends[i][1]));
            report.value("x " + rates[i], ends[i][0]).value("y " + rates[i], ends[i][1]);
        }
        double[] last = minima(context.seed());
        int strays = strays(context.seed(), last);
        long global = IntStream.range(0, STARTS).filter(i -> last[i] < TOP).count();
        return report.measured("""
                        The valley allows steps below 2/10 = 0.2. With %s x ends at %.4f and y at %.4g. With 0.21 y grows by 10 %%
                        a step and ends at %.1f; with 0.01 x has come from −4 to %.2f. The steepest direction sets the limit, the
                        flattest the time.""", rate, ends[1][0], ends[1][1], ends[3][1], ends[0][0])
                .measured("""
                        The library's SGD in float takes the same steps: where they don't grow it ends within %.0e of those by
                        hand in double, and both end where the formula says.""", libraryError)
                .measured("""
                        Two valleys, %d random starts from −2 to 2: %d end at %.4f, the lower one, and %d at %.4f. %s in another
                        valley than that in which it began: who only goes downhill doesn't find out that there is a deeper one
                        elsewhere.""", STARTS, global, LOW, STARTS - global, HIGH, strays == 0 ? "None ends" : strays + " end")
                .table(table)
                .picture(DescentPictures.paths(rates, steps))
                .picture(DescentPictures.losses(rates, steps))
                .picture(DescentPictures.twoMinima())
                .value("formulaError", formulaError)
                .value("libraryError", libraryError)
                .value("starts", STARTS)
                .value("endedLow", global)
                .value("strays", strays);
    }

    /** What becomes of a step size here. */
    static String verdict(double rate) {
        if (rate * STEEP >= 2) return "too large";
        if (rate * STEEP > 1.9) return "nearly too large";
        return rate < 0.05 ? "small" : "right";
    }

    static double valley(double x, double y) {
        return (x * x + STEEP * y * y) / 2;
    }

    static double[] valleySlope(double[] w) {
        return new double[] {w[0], STEEP * w[1]};
    }

    static double waves(double x) {
        return x * x * x * x - 4 * x * x + x;
    }

    static double[] wavesSlope(double[] w) {
        return new double[] {4 * w[0] * w[0] * w[0] - 8 * w[0] + 1};
    }

    private static double[] starts(long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, STARTS)
                .mapToDouble(i -> random.nextDouble(-2, 2))
                .toArray();
    }

    /** Where each start ends after enough steps. */
    private static double[] minima(long seed) {
        double[] ends = starts(seed);
        for (int i = 0; i < ends.length; i++) {
            ends[i] = Descent.byHand(GradientDescent::wavesSlope, new double[] {ends[i]}, 0.02, 2000)[2000][0];
        }
        return ends;
    }

    /** How many starts don't end at the minimum of the side where they began, to nine digits. */
    private static int strays(long seed, double[] ends) {
        double[] starts = starts(seed);
        int strays = 0;
        for (int i = 0; i < ends.length; i++) if (Math.abs(ends[i] - (starts[i] < TOP ? LOW : HIGH)) > 1e-9) strays++;
        return strays;
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot(a[0] - b[0], a[1] - b[1]);
    }
}
