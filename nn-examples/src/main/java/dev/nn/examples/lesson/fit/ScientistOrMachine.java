package dev.nn.examples.lesson.fit;

import dev.nn.examples.data.MassPeak;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Histogram;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lesson 19 shows the same data fitted twice: by a physicist with four parameters and their errors, and by a network.
 *
 * <p>“Training a model on data is the same as fitting a PDF to a dataset”: minimise −ln likelihood. C, “Training according
 * to a Scientist”, “according to a ML expert” and the table “according to different communities”. Errors are the roots of
 * the diagonal of the inverse Hessian at the minimum.
 *
 * <p>Run it: {@code ./nn lesson scientist-or-machine}
 */
public final class ScientistOrMachine implements Lesson {
    private static final String[] NAMES = {"signal fraction f", "mean μ", "width σ", "slope λ"};
    private static final double[] START = {0.5, 5, 1, 0.5}, OTHER_START = {0.1, 3, 0.3, 0.1};
    private static final int POINTS = 1000;
    private static final int BARS = 50;

    private final Parameter events;
    private final Parameter epochs;

    public ScientistOrMachine() {
        this(false);
    }

    /** @param small fewer events, for the test */
    ScientistOrMachine(boolean small) {
        events = Parameter.whole("events", "events to fit", small ? 2000 : 5000, 1000, 100_000);
        epochs = Parameter.whole("epochs", "passes of the network", small ? 100 : 60, 1, 500);
    }

    @Override
    public About about() {
        return new About(
                19,
                "scientist-or-machine",
                "The same data, fitted by a physicist and by a network",
                "C “Training according to a Scientist”, “… to a Machine Learning expert”, “… to different communities”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(events, epochs);
    }

    @Override
    public LessonReport run(LessonContext context) {
        int events = context.whole(this.events), epochs = context.whole(this.epochs);
        MassPeak truth = MassPeak.truth();
        double[] x = truth.draw(events, context.seed()), at = middles();
        Timed<LikelihoodFit> timedFit = Timed.of(() -> LikelihoodFit.of(x, START));
        Timed<DensityNetwork> timedMachine = Timed.of(() -> DensityNetwork.of(x, epochs, context.seed(0)));
        LikelihoodFit fit = timedFit.result(), again = LikelihoodFit.of(x, OTHER_START);
        DensityNetwork machine = timedMachine.result();
        DensityNetwork otherMachine = DensityNetwork.of(x, epochs, context.seed(1));
        long fitRows = (long) fit.evaluations() * events, machineRows = (long) machine.steps() * machine.batch();
        double[] bars = bars(x, at);
        double[] exact = density(truth, at), fitted = density(fit.peak(), at), learnt = machine.density(at);
        double[] true4 = {truth.fraction(), truth.mean(), truth.width(), truth.slope()}, pulls = new double[4];
        Table parameters = new Table("The physicist's parameters", "parameter | truth | fit | error | off by (errors)");
        for (int i = 0; i < 4; i++) {
            pulls[i] = (fit.parameters()[i] - true4[i]) / fit.errors()[i];
            parameters.row(
                    "%s | %.3f | %.4f | %.4f | %+.2f",
                    NAMES[i], true4[i], fit.parameters()[i], fit.errors()[i], pulls[i]);
        }
        double sameMinimum = IntStream.range(0, 4)
                .mapToDouble(i -> Math.abs(fit.parameters()[i] - again.parameters()[i]) / fit.errors()[i])
                .max()
                .orElse(0);
        double weights = difference(
                machine.network().parameters(), otherMachine.network().parameters());
        Table table = new Table("Two ways to fit, measured", "what | physicist | network")
                .row("free parameters | 4 | %,d", machine.network().parameterCount())
                .row("rows per step | %,d, all events | %d", events, machine.batch())
                .row("steps | %d evaluations | %,d updates", fit.evaluations(), machine.steps())
                .row("rows seen in all | %,d | %,d", fitRows, machineRows)
                .row("seconds | %.2f | %.2f", timedFit.seconds(), timedMachine.seconds())
                .row("integral of the density | %.4f | %.4f", mean(fitted) * MassPeak.END, mean(learnt) * MassPeak.END)
                .row("distance from the truth | %.4f | %.4f", distance(fitted, exact), distance(learnt, exact))
                .row(
                        "parameters from another start differ by | %.1e errors | %.0f %% of their size",
                        sameMinimum, 100 * weights)
                .row("errors of the parameters | from second derivatives | none");
        return new LessonReport("""
                %,d events, some from a peak, most from a falling background. The physicist knows the formula and fits its four
                numbers to all events at once; each has a meaning and an error. The network knows nothing, has hundreds of
                weights without meaning, and looks at %d rows at a time.""".formatted(events, machine.batch()))
                .formula("p(x) = f · normal(x; μ, σ) + (1 − f) · λ e^(−λx) / (1 − e^(−10λ)),  minimise −Σ ln p(x)")
                .formula("errors = √ diagonal of H⁻¹,  H = second derivatives of −Σ ln p at the minimum")
                .claim("“Training a model on data is the same as fitting a PDF to a dataset.” (C)")
                .claim("“Compared to Minuit, less steps are involved, and the minimization can be much quicker.” (C)")
                .claim("“For each parameter report final values and errors (uncertainty) at the minima.” (C)")
                .measured(
                        """
                        All four parameters lie within %.1f errors of the truth. The fitted density is %.3f away from the true one
                        (∫ |p − truth|), the network's %.3f; a histogram of the same events with 50 bars, which knows nothing and
                        learns nothing, %.3f.""",
                        Arrays.stream(pulls).map(Math::abs).max().orElse(0),
                        distance(fitted, exact),
                        distance(learnt, exact),
                        distance(bars, exact))
                .measured(
                        """
                        Fewer steps, and quicker? The fit took %,d evaluations of the likelihood, %,d rows in all, and %.2f
                        seconds; the network %,d updates, %,d rows, and %.2f seconds. The claim is %s of the steps, %s of the
                        rows and %s of the time.""",
                        fit.evaluations(),
                        fitRows,
                        timedFit.seconds(),
                        machine.steps(),
                        machineRows,
                        timedMachine.seconds(),
                        machine.steps() < fit.evaluations() ? "true" : "not true",
                        machineRows < fitRows ? "true" : "not true",
                        timedMachine.seconds() < timedFit.seconds() ? "true" : "not true")
                .measured("""
                        From another start the fit finds the same minimum, to %.1e errors. The network comes to other weights: they
                        differ by %.0f %% of their size, and its density is then %.3f away from the truth.""", sameMinimum, 100 * weights, distance(otherMachine.density(at), exact))
                .table(parameters)
                .table(table)
                .picture(FitPictures.fits(x, at, exact, fitted, learnt))
                .picture(FitPictures.parabola(x, fit))
                .value("parameters", fit.parameters())
                .value("errors", fit.errors())
                .value("pulls", pulls)
                .value("sameMinimum", sameMinimum)
                .value("evaluations", fit.evaluations())
                .value("fitRows", fitRows)
                .value("updates", machine.steps())
                .value("networkRows", machineRows)
                .value("fitSeconds", timedFit.seconds())
                .value("networkSeconds", timedMachine.seconds())
                .value("histogramDistance", distance(bars, exact))
                .value("fitDistance", distance(fitted, exact))
                .value("networkDistance", distance(learnt, exact))
                .value("networkIntegral", mean(learnt) * MassPeak.END);
    }

    /** The middles of equal parts of the window. */
    private static double[] middles() {
        return IntStream.range(0, POINTS)
                .mapToDouble(i -> (i + 0.5) * MassPeak.END / POINTS)
                .toArray();
    }

    /** The density as a histogram has it. */
    private static double[] bars(double[] events, double[] at) {
        Histogram histogram = Histogram.of(events, 0, MassPeak.END, BARS);
        double width = MassPeak.END / BARS;
        return Arrays.stream(at)
                .map(x -> histogram.counts()[(int) (x / width)] / (events.length * width))
                .toArray();
    }

    private static double[] density(MassPeak peak, double[] at) {
        return Arrays.stream(at).map(peak::density).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double distance(double[] a, double[] b) {
        return mean(IntStream.range(0, a.length)
                        .mapToDouble(i -> Math.abs(a[i] - b[i]))
                        .toArray())
                * MassPeak.END;
    }

    /** ‖a − b‖ relative to ‖a‖. */
    private static double difference(float[] a, float[] b) {
        double squares = IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - b[i]) * (double) (a[i] - b[i]))
                .sum();
        return Math.sqrt(squares
                / IntStream.range(0, a.length)
                        .mapToDouble(i -> a[i] * (double) a[i])
                        .sum());
    }
}
