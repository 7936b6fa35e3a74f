package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Minus;
import dev.nn.examples.plot.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Backpropagation through one small network, number by number: two inputs, two sigmoid units, one output without
 * activation, loss ½ (y − t)². Every line says what is computed and of what, so that it can be followed with a pocket
 * calculator.
 */
final class WorkedExample {
    /** Inputs; target and step size if nobody sets them. */
    static final double[] X = {0.5, -1};

    static final double T = 1, RATE = 0.5;

    /** W[i][j] leads from input i to hidden unit j; V[j] from there to the output. */
    static final double[][] W = {{0.4, -0.6}, {0.3, 0.8}};

    static final double[] B = {0.2, -0.2}, V = {0.7, -0.5};
    static final double C = 0.2;

    /** Where the columns of units stand in the drawing. */
    private static final double LEFT = 40, MIDDLE = 190, RIGHT = 308;

    private final double target;
    private final double rate;
    private final Table table;
    private final List<Double> gradients = new ArrayList<>();

    private WorkedExample(double target, double rate) {
        this.target = target;
        this.rate = rate;
        table = new Table(
                "A network 2-2-1 by hand: x = (0.5, −1), target t = %s, η = %s"
                        .formatted(Minus.signs(Parameter.text(target)), Parameter.text(rate)),
                "what | how | value");
    }

    /** Adds the table and the drawing to a report. */
    static LessonReport addTo(LessonReport report, double target, double rate) {
        WorkedExample example = new WorkedExample(target, rate);
        double[] h = new double[2];
        for (int j = 0; j < 2; j++) {
            double z = example.line("z%d".formatted(j + 1), "%s·%s + %s·%s + %s", X[0], W[0][j], X[1], W[1][j], B[j]);
            h[j] = Activation.SIGMOID.apply(z);
            example.row("h%d".formatted(j + 1), "σ(%s)".formatted(plain(z)), h[j]);
        }
        double y = example.line("y", "%s·%s + %s·%s + %s", V[0], h[0], V[1], h[1], C);
        double loss = (y - target) * (y - target) / 2, delta = y - target;
        example.row(
                "L", "0.5·(%s − %s)·(%s − %s)".formatted(short4(y), short4(target), short4(y), short4(target)), loss);
        example.row("Δ = ∂L/∂y", "%s − %s".formatted(short4(y), short4(target)), delta);
        for (int j = 0; j < 2; j++) example.gradient("∂L/∂v%d = Δ·h%d".formatted(j + 1, j + 1), delta, h[j]);
        example.gradients.add(delta);
        example.row("∂L/∂c = Δ", plain(delta), delta);
        double[] below = new double[2];
        for (int j = 0; j < 2; j++) {
            below[j] = delta * V[j] * h[j] * (1 - h[j]);
            example.row(
                    "δ%d = Δ·v%d·h%d·(1 − h%d)".formatted(j + 1, j + 1, j + 1, j + 1),
                    "%s·%s·%s·(1 − %s)".formatted(short4(delta), short4(V[j]), short4(h[j]), short4(h[j])),
                    below[j]);
        }
        for (int j = 0; j < 2; j++) {
            for (int i = 0; i < 2; i++) {
                example.gradient("∂L/∂w%d%d = x%d·δ%d".formatted(i + 1, j + 1, i + 1, j + 1), X[i], below[j]);
            }
            example.gradients.add(below[j]);
            example.row("∂L/∂b%d = δ%d".formatted(j + 1, j + 1), plain(below[j]), below[j]);
        }
        double after = example.after(h, delta, below);
        return report.measured("""
                        By hand, for one sample and one step of η = %s: the loss is %.4f before and %.4f after it. The table has
                        every number on the way.""", Parameter.text(rate), loss, after)
                .table(example.table)
                .drawing(drawing(h, y, delta, below))
                .value(
                        "workedGradients",
                        example.gradients.stream().mapToDouble(g -> g).toArray())
                .value("workedLoss", loss)
                .value("workedLossAfter", after);
    }

    /** The loss after each parameter has moved by −η times its slope. */
    private double after(double[] h, double delta, double[] below) {
        // @start region="step"
        double y = C - rate * delta;
        for (int j = 0; j < 2; j++) {
            double z = B[j] - rate * below[j];
            for (int i = 0; i < 2; i++) z += X[i] * (W[i][j] - rate * X[i] * below[j]);
            y += (V[j] - rate * delta * h[j]) * Activation.SIGMOID.apply(z);
        }
        return (y - target) * (y - target) / 2;
        // @end
    }

    /** A sum of two products and a number. */
    private double line(String name, String how, double a, double b, double c, double d, double e) {
        double value = a * b + c * d + e;
        row(name, how.formatted(short4(a), short4(b), short4(c), short4(d), short4(e)), value);
        return value;
    }

    private void gradient(String name, double a, double b) {
        gradients.add(a * b);
        row(name, "%s·%s".formatted(short4(a), short4(b)), a * b);
    }

    private void row(String name, String how, double value) {
        table.row("%s | %s | %.4f", name, how, value);
    }

    /** At most four digits behind the point; negative numbers in brackets, as in a sum by hand. */
    private static String short4(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
        return text.startsWith("-") ? "(" + text + ")" : text;
    }

    /** The network, its numbers forward in ink, Δ and δ flowing back in vermilion. */
    private static Picture drawing(double[] h, double y, double delta, double[] below) {
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 300" width="360" height="300" role="img" aria-label="A network of two inputs, two hidden units and one output, with its numbers" font-family="sans-serif" font-size="14" fill="currentColor" stroke="none">
                """);
        double[] ys = {80, 220};
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++)
                edge(
                        svg,
                        LEFT,
                        ys[i],
                        MIDDLE,
                        ys[j],
                        "w%d%d = %s".formatted(i + 1, j + 1, plain(W[i][j])),
                        i == j ? 0.5 : 0.3);
            edge(svg, MIDDLE, ys[i], RIGHT, 150, "v%d = %s".formatted(i + 1, plain(V[i])), 0.5);
        }
        for (int i = 0; i < 2; i++) {
            node(svg, LEFT, ys[i], "x%d".formatted(i + 1));
            text(svg, LEFT, ys[i] - 34, plain(X[i]), "");
            node(svg, MIDDLE, ys[i], "h%d".formatted(i + 1));
            text(svg, MIDDLE, ys[i] - 34, plain(h[i]), "");
            text(
                    svg,
                    MIDDLE,
                    ys[i] + 46,
                    "δ%d = %s".formatted(i + 1, plain(below[i])),
                    " fill=\"var(--vermilion,#b34700)\"");
        }
        node(svg, RIGHT, 150, "y");
        text(svg, RIGHT, 116, plain(y), "");
        text(svg, RIGHT, 196, "Δ = " + plain(delta), " fill=\"var(--vermilion,#b34700)\"");
        svg.append("</svg>");
        return new Picture(
                "worked",
                "Forward: inputs, hidden values, output. Backward, in red: Δ at the output, δ at the hidden units.",
                Minus.signs(svg.toString()));
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
    }

    private static void node(StringBuilder svg, double x, double y, String name) {
        svg.append(String.format(
                Locale.ROOT,
                "<circle cx=\"%.0f\" cy=\"%.0f\" r=\"24\" fill=\"#fff\" stroke=\"#444\" stroke-width=\"1.5\"/><text x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\" fill=\"#222\">%s</text>%n",
                x,
                y,
                x,
                y + 5,
                name));
    }

    private static void text(StringBuilder svg, double x, double y, String words, String more) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\" paint-order=\"stroke\" stroke=\"var(--paper,#fff)\" stroke-width=\"4\"%s>%s</text>%n",
                x,
                y,
                more,
                words));
    }

    private static void edge(StringBuilder svg, double x1, double y1, double x2, double y2, String name, double at) {
        svg.append(String.format(
                Locale.ROOT, "<path d=\"M%.0f %.0fL%.0f %.0f\" stroke=\"#888\" fill=\"none\"/>%n", x1, y1, x2, y2));
        text(svg, x1 + at * (x2 - x1), y1 + at * (y2 - y1) - 6, name, " font-size=\"12\"");
    }
}
