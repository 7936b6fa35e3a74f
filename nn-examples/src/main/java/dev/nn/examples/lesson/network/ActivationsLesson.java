package dev.nn.examples.lesson.network;

import dev.nn.activation.Activation;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Lesson 7 shows the functions that bend: their values, their derivatives, and how exactly the kernels compute both.
 *
 * <p>A, "Elementwise Activation Functions"; B, "Activation Functions"; C, "Activators" (GELU with its tanh approximation);
 * D, equations (8) and (9); E, "Some activation functions", "Argmax and Softmax". The formulas stand in {@link Formulas};
 * ELU, SELU and SiLU are on no slide.
 *
 * <p>Run it: {@code ./nn lesson activations}
 */
public final class ActivationsLesson implements Lesson {
    private static final Parameter H =
            Parameter.real("h", "step of the differences that slopes are compared with", 1e-5, 1e-12, 1e-3);
    private static final double REACH = 8;
    private static final int STEPS = 641;
    private static final List<Activation> ALL = Activation.all().stream()
            .filter(activation -> !activation.equals(Activation.IDENTITY))
            .toList();

    @Override
    public About about() {
        return new About(
                7,
                "activations",
                "Activation functions and their derivatives",
                "A “Elementwise Activation Functions”; B “Activation Functions”; C “Activators”; D (8), (9); E");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(H);
    }

    @Override
    public LessonReport run(LessonContext context) {
        double[] z = IntStream.range(0, STEPS)
                .mapToDouble(i -> -REACH + 2 * REACH * i / (STEPS - 1))
                .toArray();
        Table table = new Table(
                "Largest errors for z from −%.0f to %.0f; those of the kernels are of float, relative where |f| > 1"
                        .formatted(REACH, REACH),
                "function | f(z) | f(−1) | f(1) | f against its formula | kernel's f | f′ against differences | kernel's f′");
        LessonReport report = new LessonReport("""
                An activation bends what a layer computes; lesson 6 showed why that is needed. To learn, a network also needs
                its slope, the derivative. All of these are in common use; they differ in what they cost, where they are
                flat, and whether they let negative numbers through. The kernels are the routines with which the library computes them.""")
                .claim("Non-linear, smooth, easy gradients (E). “You can probably all name dozens of these” (A).")
                .claim("Softmax values sum to 1 and keep the order; argmax cannot be used in training (E).");
        double h = context.number(H);
        double value = 0, kernelValue = 0, slope = 0, kernelSlope = 0;
        for (Activation f : ALL) {
            double byFormula =
                    largest(z, at -> difference(f.apply(at), Formulas.of(f).applyAsDouble(at)));
            float[] fused = KernelActivation.values(f, z);
            double kernel = largest(z.length, i -> difference(fused[i], f.apply(z[i])));
            double quotient = largest(z, at -> isKink(f, at, h) ? 0 : Math.abs(f.derivative(at) - quotient(f, at, h)));
            double[] slopes = KernelActivation.slopes(f, z);
            double kernelQuotient = largest(z.length, i -> Math.abs(slopes[i] - f.derivative(z[i])));
            value = Math.max(value, byFormula);
            kernelValue = Math.max(kernelValue, kernel);
            slope = Math.max(slope, quotient);
            kernelSlope = Math.max(kernelSlope, kernelQuotient);
            table.row(
                    "%s | %s | %.4f | %.4f | %.0e | %.0e | %.0e | %.0e",
                    f.name(), Formulas.text(f), f.apply(-1), f.apply(1), byFormula, kernel, quotient, kernelQuotient);
            report.picture(picture(f, z));
        }
        report.measured(
                        "Values: within %.0e of their formulas in double precision; the kernels' floats within %.0e.",
                        value, kernelValue)
                .measured(
                        "Derivatives: within %.0e of central differences with h = %s; the kernels' within %.0e of the exact ones.",
                        slope, Parameter.text(h), kernelSlope)
                .table(table)
                .value("valueError", value)
                .value("kernelValueError", kernelValue)
                .value("derivativeError", slope)
                .value("kernelDerivativeError", kernelSlope);
        return SoftmaxRows.addTo(report, context.seed());
    }

    private static double difference(double a, double exact) {
        return Math.abs(a - exact) / Math.max(1, Math.abs(exact));
    }

    /** Finite differences see both sides of a kink in f or in its slope; without one, the slope changes alike on both. */
    private static boolean isKink(Activation f, double z, double h) {
        double before = f.derivative(z) - f.derivative(z - 2 * h), after = f.derivative(z + 2 * h) - f.derivative(z);
        return Math.abs(after - before) > 0.01 * h;
    }

    // @start region="quotient"
    private static double quotient(Activation f, double z, double h) {
        return (f.apply(z + h) - f.apply(z - h)) / (2 * h);
        // @end
    }

    private interface ErrorAt {
        double at(int i);
    }

    private static double largest(int count, ErrorAt error) {
        return IntStream.range(0, count).mapToDouble(error::at).max().orElse(0);
    }

    private static double largest(double[] z, DoubleUnaryOperator error) {
        return DoubleStream.of(z).map(error).max().orElse(0);
    }

    private static Picture picture(Activation f, double[] z) {
        double[] near = DoubleStream.of(z).filter(at -> Math.abs(at) <= 4).toArray();
        boolean bounded = f.apply(4) <= 1;
        Axis y = new Axis("f(z), f′(z)", bounded ? -1.2 : -2, bounded ? 1.2 : 4);
        Chart chart = new Chart(f.name(), new Axis("z", -4, 4), y);
        chart.line("f", near, DoubleStream.of(near).map(f::apply).toArray(), Palette.BLUE);
        chart.thin("f′", near, DoubleStream.of(near).map(f::derivative).toArray(), Palette.VERMILION);
        return new Picture(f.name(), f.name() + ": " + Formulas.text(f) + ".", chart.svg());
    }
}
