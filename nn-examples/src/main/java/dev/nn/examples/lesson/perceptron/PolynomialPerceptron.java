package dev.nn.examples.lesson.perceptron;

import dev.nn.activation.Activation;
import dev.nn.examples.data.PlaneData;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.Accuracies;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.StraightLine;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.initializer.Initializer;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.perceptron.Perceptron;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Lesson 4 shows that a perceptron can draw curves if it is given products of the inputs, and keeps two questions apart:
 * whether some curve of an order is right about all points, and whether a training finds it.
 *
 * <p>x′ = (1, x, y, x², xy, y², …): A, equations (3) and (4), "The Limits of NonLinearity"; B, "Getting clever". Order d
 * has (d + 1)(d + 2)/2 parameters. Where it can't get everything right, the perceptron keeps the best weights that it had
 * after any pass (the "pocket" of Gallant: Perceptron-based learning algorithms. IEEE Transactions on Neural Networks 1,
 * 1990).
 *
 * <p>Run it: {@code ./nn lesson polynomial-perceptron}
 */
public final class PolynomialPerceptron implements Lesson {
    private static final Parameter TURNS = Parameter.real("turns", "turns of each spiral", 2.5, 0.25, 3);
    private static final Parameter PASSES =
            Parameter.whole("passes", "passes that each perceptron may take", 3000, 1, 20_000);
    static final int[] ORDERS = {1, 2, 3, 4, 5, 8, 10, 12, 16, 20};

    private static final int SPIRALS = 400;
    private static final double NOISE = 0.02;

    /** Of the regression that is asked about other points, too. */
    private static final double RIDGE = 0.01;

    @Override
    public About about() {
        return new About(
                4,
                "polynomial-perceptron",
                "Curved borders: a perceptron with polynomial features",
                "A “The Nonlinear Perceptron” (3), (4), “The Limits of NonLinearity”; B “Getting clever”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(TURNS, PASSES);
    }

    @Override
    public LessonReport run(LessonContext context) {
        PlanePoints rings = PlaneData.rings(300, context.seed());
        double turns = context.number(TURNS);
        int passes = context.whole(PASSES);
        PlanePoints spirals = PlaneData.spirals(SPIRALS, turns, NOISE, context.seed());
        PlanePoints others = PlaneData.spirals(SPIRALS, turns, NOISE, context.seed(0));
        PolynomialSeparation[] upToFirst = upToFirst(spirals);
        PolynomialSeparation first = upToFirst[upToFirst.length - 1];
        int n = ORDERS.length;
        double[] parameters = new double[n], raw = new double[n], scaled = raw.clone();
        double[] regression = raw.clone(), unseen = raw.clone();
        Table table = new Table(
                "Share of points of the spirals on the right side, by order",
                "model | parameters | can it separate them? | perceptron, products as they are | perceptron, scaled features | regression | regression, unseen points");
        PolynomialCurve.Trained[] onProducts = new PolynomialCurve.Trained[n], onScaled = onProducts.clone();
        PolynomialCurve[] fits = new PolynomialCurve[n];
        for (int i = 0; i < n; i++) {
            // @start region="fits"
            ChebyshevFeatures features = new ChebyshevFeatures(ORDERS[i]);
            parameters[i] = features.count() + 1;
            onProducts[i] = PolynomialCurve.best(PlaneFeatures.products(ORDERS[i]), spirals, passes);
            onScaled[i] = PolynomialCurve.best(features, spirals, passes);
            fits[i] = new PolynomialCurve(features, regression(features, spirals));
            // @end
            raw[i] = onProducts[i].curve().accuracy(spirals);
            scaled[i] = onScaled[i].curve().accuracy(spirals);
            regression[i] = fits[i].accuracy(spirals);
            unseen[i] = fits[i].accuracy(others);
            table.row(
                    "order %d | %.0f | %s | %.1f %% | %.1f %% | %.1f %% | %.1f %%",
                    ORDERS[i],
                    parameters[i],
                    ORDERS[i] >= first.order() && first.proven() ? "yes" : "no",
                    100 * raw[i],
                    100 * scaled[i],
                    100 * regression[i],
                    100 * unseen[i]);
        }
        Network network = network(spirals, context.seed());
        double own = Accuracies.of(network, spirals), fresh = Accuracies.of(network, others);
        table.row(
                "network 2-16-8-1 | %d | - | - | - | %.1f %% | %.1f %%",
                network.parameterCount(), 100 * own, 100 * fresh);
        PolynomialCurve.Trained lastRaw = onProducts[n - 1], lastScaled = onScaled[n - 1];
        PolynomialCurve fitted = fits[n - 1];
        LessonReport report = new LessonReport("""
                A perceptron only draws straight lines. But nothing says what its inputs must be: give it x², xy and y², too,
                and a straight cut among those is a curve in the plane. Two questions are to be kept apart. Is there a curve of
                that order with every point on its right side? And does a training find it?""")
                .formula("x′ = (1, x, y, x², xy, y², …)      order d: (d + 1)(d + 2)/2 parameters")
                .formula(
                        "scaled: T_i(0.87 x) T_j(0.87 y) in place of xⁱ yʲ, with T₀ = 1, T₁ = t, T_(n+1) = 2t T_n − T_(n−1) (Chebyshev): the same curves")
                .claim("Parameters 3, 6, 10, 15, 21, … 231 for orders 1, 2, 3, 4, 5, … 20: still not the target (A).");
        rings(report, rings, passes);
        representable(report, upToFirst, first);
        found(report, lastRaw, lastScaled, spirals, passes);
        return report.measured(
                        """
                        Regression with the same 231 parameters, scaled and with a ridge of %s, gets %.1f %%, and %.1f %% of points
                        that it has not seen; a network with %d parameters, trained as later lessons explain, %.1f and %.1f %%.""",
                        RIDGE,
                        100 * regression[n - 1],
                        100 * unseen[n - 1],
                        network.parameterCount(),
                        100 * own,
                        100 * fresh)
                .measured(
                        """
                        What features cost is their number. Order 20 of two inputs has %s, order 2 of the 784 pixels of a digit
                        %s, order 20 of those a number of %d digits: somebody has to choose. A network finds its own.""",
                        count(2, 20),
                        count(784, 2),
                        binomial(804, 20).toString().length())
                .table(table)
                .picture(PolynomialPictures.byOrder(raw, scaled, regression))
                .picture(PolynomialPictures.curve(
                        "order-20", "Order 20, products as they are", spirals, lastRaw.curve()::scores))
                .picture(
                        PolynomialPictures.curve("regression", "Order 20, scaled, regression", spirals, fitted::scores))
                .picture(PolynomialPictures.curve(
                        "first",
                        "The first order that can: " + first.order(),
                        spirals,
                        new PolynomialCurve(new ChebyshevFeatures(first.order()), Perceptron.of(first.weights()))
                                ::scores))
                .picture(PolynomialPictures.curve(
                        "network", "Network 2-16-8-1: 193 parameters", spirals, network::predict))
                .value("orders", IntStream.of(ORDERS).asDoubleStream().toArray())
                .value("parameters", parameters)
                .value("products", raw)
                .value("scaled", scaled)
                .value("regression", regression)
                .value("regressionUnseen", unseen)
                .value("network", own)
                .value("networkUnseen", fresh);
    }

    /** Every order from 1 to the first whose curves can separate the points, or to 20. */
    private static PolynomialSeparation[] upToFirst(PlanePoints points) {
        PolynomialSeparation[] all = new PolynomialSeparation[ORDERS[ORDERS.length - 1]];
        int count = 0;
        do {
            all[count] = PolynomialSeparation.of(points, count + 1);
        } while (!all[count++].proven() && count < all.length);
        return Arrays.copyOf(all, count);
    }

    private static void rings(LessonReport report, PlanePoints rings, int passes) {
        PolynomialCurve.Trained line = PolynomialCurve.best(PlaneFeatures.products(1), rings, passes);
        PolynomialCurve.Trained circle = PolynomialCurve.best(PlaneFeatures.products(2), rings, passes);
        double best = StraightLine.bestAccuracy(rings), kept = line.curve().accuracy(rings);
        report.measured(
                        """
                        Rings: no straight line is right about more than %.1f %% (all were tried); of the lines that the perceptron
                        had after each of %,d passes, the best gets %.1f %%. With order 2, 6 parameters, it gets %.1f %%, because a
                        circle is x² + y² = r².""",
                        100 * best, passes, 100 * kept, 100 * circle.curve().accuracy(rings))
                .picture(PolynomialPictures.curve(
                        "rings", "Rings, order 2: 6 parameters", rings, circle.curve()::scores))
                .value("bestLine", best)
                .value("ringsOrder1", kept)
                .value("ringsOrder2", circle.curve().accuracy(rings));
    }

    private static void representable(LessonReport report, PolynomialSeparation[] all, PolynomialSeparation first) {
        double bound = IntStream.range(0, all.length - 1)
                .mapToDouble(i -> all[i].marginBound())
                .max()
                .orElse(0);
        if (first.proven()) {
            report.measured("""
                    Spirals: some curve of order %d, %d parameters, has all %d points on their right side; its sign at each of them
                    was computed without rounding. So has every higher order, which contains that curve. For lower orders no
                    weights have a margin above %.0e: not one separates them beyond rounding.""", first.order(), first.weights().length, SPIRALS, bound);
        } else {
            report.measured(
                    "Spirals: up to order %d no weights have a margin above %.0e.", first.order(), first.marginBound());
        }
        report.value("firstSeparable", first.proven() ? first.order() : 0)
                .value("margin", first.margin())
                .value("boundBelow", bound);
    }

    /** Whether the perceptron finds at order 20 what is there, and why not. */
    private static void found(
            LessonReport report,
            PolynomialCurve.Trained raw,
            PolynomialCurve.Trained scaled,
            PlanePoints points,
            int passes) {
        ChebyshevFeatures features = new ChebyshevFeatures(ORDERS[ORDERS.length - 1]);
        PolynomialSeparation best = PolynomialSeparation.of(points, features.order());
        report.measured(
                """
                Does the perceptron find it? At order 20, with %,d passes: %s on the products as they are, after %,d mistakes;
                %s on the scaled features, after %,d. The curves are the same. But x²⁰ is nearly 0 nearly everywhere, so a
                separating plane among such products passes very close to the points, and the perceptron's mistakes grow with
                (R/γ)² (lesson 2).""",
                passes,
                percent(raw.curve().accuracy(points)),
                raw.mistakes(),
                percent(scaled.curve().accuracy(points)),
                scaled.mistakes());
        if (best.proven()) {
            double bound = Perceptron.mistakeBound(Perceptron.of(best.weights()), features.of(points), points.labels());
            report.measured(
                            "Among the scaled features of order 20 a plane with margin %.2g is known, so the perceptron makes at most %,.0f mistakes there.",
                            best.margin(), bound)
                    .value("mistakeBound", bound);
        }
        report.value("productsMistakes", raw.mistakes())
                .value("scaledMistakes", scaled.mistakes())
                .value("scaledSeparated", scaled.separated());
    }

    private static Perceptron regression(ChebyshevFeatures features, PlanePoints points) {
        RidgeRegression fit =
                RidgeRegression.of(features.of(points), points.labels(), RIDGE, new double[features.count() + 1]);
        return Perceptron.of(fit.weights());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Parameters of order d of so many inputs. */
    private static String count(int inputs, int order) {
        return String.format(Locale.ROOT, "%,d", binomial(inputs + order, order));
    }

    private static BigInteger binomial(int n, int k) {
        BigInteger result = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            result = result.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return result;
    }

    private static Network network(PlanePoints points, long seed) {
        Network network = Network.input(2)
                .dense(16, Activation.TANH)
                .dense(8, Activation.TANH)
                .dense(1)
                .build(Initializer.glorot(), seed);
        Trainer.of(network, new BinaryCrossEntropy(), Adam.withLearningRate(0.03))
                .batchSize(16)
                .epochs(800)
                .schedule(Schedule.cosine(0))
                .seed(seed)
                .fit(points.dataset());
        return network;
    }
}
