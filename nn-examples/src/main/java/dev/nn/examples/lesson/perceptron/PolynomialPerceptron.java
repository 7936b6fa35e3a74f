package dev.nn.examples.lesson.perceptron;

import dev.nn.activation.Activation;
import dev.nn.data.PolynomialFeatures;
import dev.nn.examples.data.PlaneData;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.Accuracies;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.PointsPicture;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Picture;
import dev.nn.examples.plot.PlanePlot;
import dev.nn.initializer.Initializer;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Lesson 4 shows that a perceptron can draw curves if it is given products of the inputs, and how far that goes.
 *
 * <p>x′ = (1, x, y, x², xy, y², …): A, equations (3) and (4), "The Limits of NonLinearity"; B, "Getting clever". Order d
 * has (d + 1)(d + 2)/2 parameters. Since spirals are never separated here, the perceptron keeps the best weights that it
 * had after any pass (the "pocket" of Gallant: Perceptron-based learning algorithms. IEEE Transactions on Neural Networks
 * 1, 1990).
 *
 * <p>Run it: {@code ./nn lesson polynomial-perceptron}
 */
public final class PolynomialPerceptron implements Lesson {
    static final int[] ORDERS = {1, 2, 3, 4, 5, 20};

    private static final int SPIRALS = 400;
    private static final double TURNS = 2.5;
    private static final double NOISE = 0.02;
    private static final int PASSES = 3000;

    /** Keeps held-out points apart from the others for any two seeds in use. */
    private static final long HELD_OUT = 1_000_000;

    @Override
    public About about() {
        return new About(
                4,
                "polynomial-perceptron",
                "Curved borders: a perceptron with polynomial features",
                "A “The Nonlinear Perceptron” (3), (4), “The Limits of NonLinearity”; B “Getting clever”");
    }

    @Override
    public LessonReport run(LessonContext context) {
        long seed = context.seed();
        PlanePoints rings = PlaneData.rings(300, seed), spirals = PlaneData.spirals(SPIRALS, TURNS, NOISE, seed);
        PlanePoints others = PlaneData.spirals(SPIRALS, TURNS, NOISE, seed + HELD_OUT);
        Table table = new Table(
                "Share of points on the right side, by order",
                "model | parameters | rings | spirals | other points of the same spirals");
        LessonReport report = new LessonReport("""
                A perceptron only draws straight lines. But nothing says what its inputs must be: give it x², xy and y², too,
                and a straight cut among those is a curve in the plane. This is the same perceptron as before, with more
                inputs made of the same two numbers.""")
                .formula("x′ = (1, x, y, x², xy, y², …)      order d: (d + 1)(d + 2)/2 parameters")
                .claim("Parameters 3, 6, 10, 15, 21, … 231 for orders 1, 2, 3, 4, 5, … 20: still not the target (A).");
        double[] parameters = new double[ORDERS.length], ring = parameters.clone(), spiral = parameters.clone();
        double heldOut = 0;
        for (int i = 0; i < ORDERS.length; i++) {
            PolynomialFeatures features = PolynomialFeatures.of(2, ORDERS[i]);
            PolynomialCurve curve = PolynomialCurve.best(features, spirals, PASSES);
            parameters[i] = curve.perceptron().weights().length;
            ring[i] = PolynomialCurve.best(features, rings, PASSES).accuracy(rings);
            spiral[i] = curve.accuracy(spirals);
            heldOut = curve.accuracy(others);
            table.row(
                    "order %d | %.0f | %.1f %% | %.1f %% | %.1f %%",
                    ORDERS[i], parameters[i], 100 * ring[i], 100 * spiral[i], 100 * heldOut);
            report.picture(picture("order-" + ORDERS[i], title(ORDERS[i], parameters[i]), spirals, curve::scores));
        }
        Network network = network(spirals, seed);
        double own = Accuracies.of(network, spirals), fresh = Accuracies.of(network, others);
        table.row("network 2-16-8-1 | %d | - | %.1f %% | %.1f %%", network.parameterCount(), 100 * own, 100 * fresh);
        return report.measured("""
                Rings: a straight line gets %.1f %%, order 2 gets everything right with 6 parameters, because a circle is
                x² + y² = r². Who knows the shape of the answer needs little.""", 100 * ring[0])
                .measured("""
                        Spirals: order 20 with 231 parameters and %,d passes gets %.1f %%, and %.1f %% of points that it has
                        not seen. More of the same helps less and less.""", PASSES, 100 * spiral[ORDERS.length - 1], 100 * heldOut)
                .measured("""
                        A small network with %d parameters, trained as later lessons explain, gets %.1f %% and %.1f %%: it
                        finds its own features.""", network.parameterCount(), 100 * own, 100 * fresh)
                .table(table)
                .picture(picture(
                        "rings",
                        "Rings, order 2: 6 parameters",
                        rings,
                        PolynomialCurve.best(PolynomialFeatures.of(2, 2), rings, PASSES)::scores))
                .picture(picture("network", "Spirals, network 2-16-8-1: 193 parameters", spirals, network::predict))
                .value("parameters", parameters)
                .value("rings", ring)
                .value("spirals", spiral)
                .value("order20HeldOut", heldOut)
                .value("network", own)
                .value("networkHeldOut", fresh);
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

    private static String title(int order, double parameters) {
        return String.format(Locale.ROOT, "Spirals, order %d: %.0f parameters", order, parameters);
    }

    private static Picture picture(String name, String title, PlanePoints points, UnaryOperator<float[]> scores) {
        PlanePlot plot = PlanePlot.of(title, PointsPicture.X, PointsPicture.Y).sides(scores);
        return new Picture(
                name,
                title + ". Red: where it says class 1.",
                PointsPicture.add(plot, points).draw());
    }
}
