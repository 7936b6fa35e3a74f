package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import dev.nn.examples.lesson.desk.DifferenceQuotients;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Samples;
import dev.nn.examples.lesson.desk.Sketch;
import dev.nn.examples.lesson.desk.Sketch.Ink;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.lesson.training.Tape.Value;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.initializer.Initializer;
import dev.nn.loss.HalfSquaredError;
import dev.nn.network.Network;
import java.util.List;
import java.util.Locale;

/**
 * Lesson 26 shows how a machine finds derivatives by itself: it notes every operation on a tape and reads the tape backwards.
 * The gradients are those of lesson 9, and nobody had to work out a formula for a layer.
 *
 * <p>“Good news! Jax can take care of these computations for you!”: D, after equation (9). What PyTorch and JAX call
 * backward() and grad() is this.
 *
 * <p>Run it: {@code ./nn lesson autodiff}
 */
public final class Autodiff implements Lesson {
    private static final Parameter A = Parameter.real("a", "the number a", 3, -100, 100),
            B = Parameter.real("b", "the number b", 2, -100, 100);
    private static final int[] WIDTHS = {2, 4, 8, 16, 32};

    @Override
    public About about() {
        return new About(
                26, "autodiff", "Automatic differentiation: a tape of 60 lines", "D “The gradient of a dense layer”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(A, B);
    }

    @Override
    public LessonReport run(LessonContext context) {
        LessonReport report = new LessonReport("""
                Lesson 9 found the gradient of a network with three formulas for a layer. A new kind of layer needs new
                formulas. There is a way to do it once and for all: every computation is made of steps so small that each
                one's slope is known, as plus and times. Let the computer note the steps while it computes. Then it goes
                back over its notes, and the chain rule, applied to one small step after the other, gives every slope.""")
                .formula("forward:   note each operation with its slopes, as ∂(a·b)/∂a = b")
                .formula("backward:  slope(input) += (slope noted) · slope(output),  last operation first")
                .claim("“Good news! Jax can take care of these computations for you!” (D)");
        addGraph(report, context.number(A), context.number(B));
        addComparison(report, context.seed());
        addCosts(report);
        return report;
    }

    /** z = a·b + a·a, step by step. */
    private static void addGraph(LessonReport report, double a, double b) {
        Tape tape = new Tape();
        Value na = tape.input(a), nb = tape.input(b);
        Value ab = tape.times(na, nb), aa = tape.times(na, na), z = tape.plus(ab, aa);
        double[] slope = tape.slopes(z);
        double h = 1e-5;
        double difference = ((a + h) * b + (a + h) * (a + h) - (a - h) * b - (a - h) * (a - h)) / (2 * h);
        report.table(new Table("The tape of z = a·b + a·a", "place | operation | value | slope of z for it")
                        .row("0 | a | %s | %s", text(a), text(slope[0]))
                        .row("1 | b | %s | %s", text(b), text(slope[1]))
                        .row("2 | (0) times (1) | %s | %s", text(ab.value()), text(slope[2]))
                        .row("3 | (0) times (0) | %s | %s", text(aa.value()), text(slope[3]))
                        .row("4 | (2) plus (3) | %s | %s", text(z.value()), text(slope[4])))
                .drawing(
                        graph(a, b, ab.value(), aa.value(), z.value(), slope)
                                .drawing(
                                        "graph",
                                        "Blue above a circle: its value, computed from left to right. Red below: the slope of z for it,"
                                                + " from right to left. Three arrows leave a, so three slopes are added there."))
                .measured(
                        "z = a·b + a·a at a = %s, b = %s: the tape gives the slopes %s for a and %s for b. Moving a by ±%s"
                                + " gives %.4f.",
                        text(a), text(b), text(slope[0]), text(slope[1]), "0.00001", difference)
                .value("a", a)
                .value("b", b)
                .value("z", z.value())
                .value("slopeA", slope[0])
                .value("slopeB", slope[1])
                .value("difference", difference);
    }

    private static Sketch graph(double a, double b, double ab, double aa, double z, double[] slope) {
        return new Sketch(200, "The operations of z = a b + a a as circles, values beside them, slopes below")
                .arrow(56, 50, 145, 50, Ink.SOFT)
                .arrow(53, 135, 149, 64, Ink.SOFT)
                .arrow(48, 71, 147, 140, Ink.SOFT)
                .arrow(56, 56, 150, 130, Ink.SOFT)
                .arrow(190, 58, 272, 92, Ink.SOFT)
                .arrow(190, 138, 272, 106, Ink.SOFT)
                .node(35, 50, 20, "a", Ink.PLAIN)
                .node(35, 150, 20, "b", Ink.PLAIN)
                .node(168, 50, 20, "·", Ink.PLAIN)
                .node(168, 150, 20, "·", Ink.PLAIN)
                .node(294, 99, 20, "+", Ink.PLAIN)
                .text(35, 24, text(a), Ink.COOL)
                .text(35, 124, text(b), Ink.COOL)
                .text(168, 24, "a·b = " + text(ab), Ink.COOL)
                .text(200, 122, "a·a = " + text(aa), Ink.COOL)
                .text(294, 73, "z = " + text(z), Ink.COOL)
                .text(35, 87, text(slope[0]), Ink.WARM)
                .text(35, 187, text(slope[1]), Ink.WARM)
                .text(168, 87, text(slope[2]), Ink.WARM)
                .text(168, 187, text(slope[3]), Ink.WARM)
                .text(294, 136, text(slope[4]), Ink.WARM);
    }

    /** The gradients of lesson 9's networks. */
    private static void addComparison(LessonReport report, long seed) {
        Samples samples = Samples.draw(7, 3, 2, seed);
        Table table = new Table(
                "Gradients of the network 3-5-4-2 of lesson 9, by the tape",
                "activation | largest relative difference from lesson 9's formulas | from differences of the loss");
        double worst = 0, quotients = 0;
        int count = 0, length = 0;
        for (Activation activation : Activation.all()) {
            Network network = Backpropagation.network(activation, seed);
            TapeNetwork.Result tape = TapeNetwork.gradients(network, samples);
            double byHand = DifferenceQuotients.error(tape.gradients(), Backpropagation.byHand(network, samples));
            double byQuotient = DifferenceQuotients.error(
                    tape.gradients(),
                    DifferenceQuotients.of(network, new HalfSquaredError(), samples, Backpropagation.H));
            table.row("%s | %.0e | %.0e", activation.name(), byHand, byQuotient);
            worst = Math.max(worst, byHand);
            quotients = Math.max(quotients, byQuotient);
            count = network.parameterCount();
            length = tape.length();
        }
        report.measured("""
                        The tape knows plus, minus, times and the activations, and nothing of layers. All %d gradients of %d
                        networks agree with lesson 9's formulas to %.0e; the tape of the last one holds %,d numbers.""", count, Activation.all().size(), worst, length)
                .table(table)
                .value("worst", worst)
                .value("quotients", quotients)
                .value("parameters", count)
                .value("length", length);
    }

    /** Steps of the computer for all slopes of a network n-n-1. */
    private static void addCosts(LessonReport report) {
        double[] widths = new double[WIDTHS.length], back = new double[widths.length], each = new double[widths.length];
        for (int i = 0; i < widths.length; i++) {
            int n = WIDTHS[i];
            Network network =
                    Network.input(n).dense(n, Activation.TANH).dense(1).build(Initializer.glorot(), 0);
            double length =
                    TapeNetwork.gradients(network, Samples.draw(1, n, 1, 0)).length();
            widths[i] = network.parameterCount();
            back[i] = 2 * length;
            each[i] = (1 + widths[i]) * length;
        }
        int last = widths.length - 1;
        Chart chart = new Chart("What all slopes cost", "parameters", "numbers computed (count)");
        chart.thick("change one parameter after the other", widths, each, Palette.VERMILION);
        chart.thick("once forward, once back over the tape", widths, back, Palette.BLUE);
        chart.logX().logY();
        report.measured(
                        """
                        All %,.0f slopes of a network %d-%d-1 for one sample: the tape passes over its %,.0f numbers twice. Moving
                        one parameter after the other and computing the loss anew takes %,.0f numbers, %.0f times as many.""",
                        widths[last], WIDTHS[last], WIDTHS[last], back[last] / 2, each[last], each[last] / back[last])
                .picture(new Picture(
                        "cost",
                        "Both axes are logarithmic. One way back gives all slopes, however many there are.",
                        chart.svg()))
                .value("costBack", back[last])
                .value("costEach", each[last]);
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
    }
}
