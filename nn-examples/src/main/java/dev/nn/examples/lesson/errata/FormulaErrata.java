package dev.nn.examples.lesson.errata;

import dev.nn.activation.Activation;
import dev.nn.examples.data.MassPeak;
import dev.nn.kernel.Rows;
import dev.nn.loss.HalfSquaredError;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Errors in formulas that are not gradients of a network: each side of an equation computed by itself. */
final class FormulaErrata {
    private static final int COUNT = 1000;

    private FormulaErrata() {}

    static List<Erratum> of(long seed) {
        return List.of(
                softplus(),
                ownOutputs(seed),
                fixedPoint(seed),
                biasOutside(seed),
                hat(),
                sign(seed),
                factors(),
                twoNames(),
                softmaxSum(seed));
    }

    private static Erratum softplus() {
        double z = 5;
        return new Erratum(
                "softplus",
                "A “Activation functions”",
                "softplus is log(1 + e^(−x))",
                "ln(1 + e^x), as B has it",
                "slope at x = 5, minus the sigmoid, whose integral softplus is",
                Math.abs(slope(v -> Math.log1p(Math.exp(-v)), z) - Activation.SIGMOID.apply(z)),
                Math.abs(slope(v -> Math.log1p(Math.exp(v)), z) - Activation.SIGMOID.apply(z)));
    }

    private static double slope(DoubleUnaryOperator f, double at) {
        return (f.applyAsDouble(at + 1e-5) - f.applyAsDouble(at - 1e-5)) / 2e-5;
    }

    /** A layer 4 → 4, so that its own outputs have the size of its inputs. */
    private static Erratum ownOutputs(long seed) {
        Random random = new Random(seed);
        double printed = 0, right = 0;
        for (int i = 0; i < COUNT; i++) {
            double[] x = numbers(random, 4), y = new double[4];
            double[][] w = new double[4][];
            for (int j = 0; j < 4; j++) {
                w[j] = numbers(random, 4);
                y[j] = Math.tanh(dot(w[j], x));
            }
            printed = Math.max(printed, Math.abs(y[0] - Math.tanh(dot(w[0], y))));
            right = Math.max(right, Math.abs(y[0] - Math.tanh(dot(w[0], x))));
        }
        return new Erratum(
                "ownOutputs",
                "B (13)",
                "the first unit of layer i is φ(x_i · w)",
                "φ(x_(i−1) · w), as in the other rows: a layer is not its own input",
                "left side minus right side, layer 4 → 4, tanh, largest of 1,000",
                printed,
                right);
    }

    private static Erratum fixedPoint(long seed) {
        Random random = new Random(seed);
        double printed = 0, right = 0;
        for (int i = 0; i < COUNT; i++) {
            double before = random.nextGaussian(), after = Activation.SIGMOID.apply(before);
            printed = Math.max(printed, Math.abs(before - Activation.SIGMOID.apply(before)));
            right = Math.max(right, Math.abs(after - Activation.SIGMOID.apply(before)));
        }
        return new Erratum(
                "fixedPoint",
                "D (7)",
                "h̄ = f(h̄)",
                "h = f(h̄): before and after the activation are two things",
                "left side minus right side, sigmoid, largest of 1,000",
                printed,
                right);
    }

    private static Erratum biasOutside(long seed) {
        Random random = new Random(seed);
        double printed = 0, right = 0;
        for (int i = 0; i < COUNT; i++) {
            double xw = random.nextGaussian(), b = random.nextGaussian();
            printed = Math.max(printed, outside(Activation.SIGMOID.apply(xw) + b));
            right = Math.max(right, outside(Activation.SIGMOID.apply(xw + b)));
        }
        return new Erratum(
                "biasOutside",
                "C “Writing Code”",
                "y = myActivation(x * weights) + biases",
                "myActivation(x * weights + biases), as C's own formula A(x·W + b) has it",
                "how far outputs of a sigmoid layer lie outside of 0 … 1, largest of 1,000",
                printed,
                right);
    }

    private static double outside(double y) {
        return Math.max(0, Math.max(-y, y - 1));
    }

    private static Erratum hat() {
        int y = 3, hat = y ^ 2, square = y * y;
        return new Erratum(
                "hat",
                "C “Writing Code”, second listing",
                "1 - y^2",
                "1 - y**2, as in the first listing: ^ is exclusive or, in Python as in Java",
                "distance from the square of 3",
                Math.abs(hat - 9),
                Math.abs(square - 9));
    }

    /** At a mean that is not the fitted one, so that the derivative isn't 0 anyway. */
    private static Erratum sign(long seed) {
        MassPeak truth = MassPeak.truth();
        double[] events = truth.draw(COUNT, seed);
        double h = 1e-5, derivative = 0;
        for (double x : events)
            derivative +=
                    (Math.log(shifted(h).density(x)) - Math.log(shifted(-h).density(x))) / (2 * h);
        double left = -(logLikelihood(events, h) - logLikelihood(events, -h)) / (2 * h);
        return new Erratum(
                "sign",
                "C “Training according to a Scientist”",
                "−d ln L/dp = d ln PDF/dp",
                "−d ln L/dp = −Σ d ln PDF(x)/dp, over all events",
                "left side minus right side, as a share of the left, with the sum in both",
                Math.abs(left - derivative) / Math.abs(left),
                Math.abs(left + derivative) / Math.abs(left));
    }

    private static MassPeak shifted(double by) {
        MassPeak truth = MassPeak.truth();
        return new MassPeak(truth.fraction(), truth.mean() + 0.2 + by, truth.width(), truth.slope());
    }

    private static double logLikelihood(double[] events, double by) {
        return Arrays.stream(events).map(x -> Math.log(shifted(by).density(x))).sum();
    }

    /** L = ½ (ŷ − y)² with ŷ = A = tanh(w x), at one place. */
    private static Erratum factors() {
        double x = 0.7, w = 0.9, target = 0.2, h = 1e-6, output = Math.tanh(w * x);
        double slope = (Math.pow(output + h - target, 2) - Math.pow(output - h - target, 2)) / (4 * h);
        return new Erratum(
                "factors",
                "C “Backpropagation”",
                "∂L/∂A = 1 − A² and ∂A/∂W = x (ŷ − y)",
                "∂L/∂A = ŷ − y and ∂A/∂W = (1 − A²) x: the product is right, the factors are not",
                "∂L/∂A against differences, at one place",
                Math.abs(1 - output * output - slope),
                Math.abs(output - target - slope));
    }

    private static Erratum twoNames() {
        double[] y = IntStream.range(0, 10).mapToDouble(i -> 0.05 + 0.1 * i).toArray(), t = new double[10];
        double half = new HalfSquaredError().value(y, t), mean = new MeanSquaredError().value(y, t);
        return new Erratum(
                "twoNames",
                "D (3), E “Loss/cost functions”",
                "½ Σ (y − t)² and 1/n Σ (y − t)² are both called the mean squared error",
                "the one is n/2 times the other, and so are its gradients",
                "½ Σ over the mean of squares, minus 1 as printed, minus n/2 for n = 10",
                Math.abs(half / mean - 1),
                Math.abs(half / mean - 5));
    }

    private static Erratum softmaxSum(long seed) {
        int classes = 5;
        Random random = new Random(seed);
        float[] z = new float[COUNT * classes], p = new float[z.length];
        for (int i = 0; i < z.length; i++) z[i] = (float) (3 * random.nextGaussian());
        Softmax.rows(COUNT, classes, Rows.of(z, classes), Rows.of(p, classes));
        double worst = 0;
        long off = 0;
        for (int r = 0; r < COUNT; r++) {
            double sum = 0;
            for (int j = 0; j < classes; j++) sum += p[r * classes + j];
            worst = Math.max(worst, Math.abs(sum - 1));
            if (Math.abs(sum - 1) < 1e-5) off++;
        }
        return new Erratum(
                "softmaxSum",
                "E “Argmax and Softmax”",
                "as long as the outputs are mutually exclusive, softmax values sum to 1",
                "they always do: the sum is divided by itself, whatever the outputs mean",
                "share of 1,000 rows of arbitrary numbers whose sum is 1 all the same; its largest distance from 1",
                off / (double) COUNT,
                worst);
    }

    private static double[] numbers(Random random, int count) {
        return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}
