package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import dev.nn.data.FloatDataset;
import dev.nn.examples.data.PlaneData;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Samples;
import dev.nn.examples.lesson.desk.Spread;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.initializer.Initializer;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Lesson 28 shows when a minimum is the only one: the loss of a single unit is convex, that of a network with a hidden
 * layer isn't; and what Newton's method makes of the curvature.
 *
 * <p>“Under what circumstances would gradient descent achieve a global minimum?”: E, question 2. Newton's step is in B,
 * “Optimisers”.
 *
 * <p>Run it: {@code ./nn lesson convexity}
 */
public final class Convexity implements Lesson {
    private static final Parameter UNITS = Parameter.whole("units", "hidden units of the network", 2, 1, 16);
    private static final Parameter STARTS = Parameter.whole("starts", "random starts of each training", 10, 2, 40);
    private static final int POINTS = 200, PAIRS = 1000, DESCENT_STEPS = 3000, NEWTON_STEPS = 8, TRAINING_STEPS = 1500;
    private static final double DESCENT_RATE = 1, FLIPPED = 0.1;

    /** Losses that differ by less may be the same valley, not quite reached. */
    private static final double SAME = 0.01;

    @Override
    public About about() {
        return new About(
                28,
                "convexity",
                "When is a minimum the only one? And Newton's step",
                "E “What might go wrong with this training paradigm?”, 2; B “Optimisers”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(UNITS, STARTS);
    }

    @Override
    public LessonReport run(LessonContext context) {
        int starts = context.whole(STARTS);
        LessonReport report = new LessonReport("""
                Gradient descent only ever sees the slope under its feet. Whether the valley that it ends in is the deepest
                one depends on the shape of the loss. A function is convex if a straight line between any two points of its
                graph never runs below the graph. Then there are no two separate valleys, and every way down leads to the lowest loss.
                Where one also knows how strongly the graph bends, one can compute where the bottom should be, and jump.""")
                .formula("convex:  L((u + v)/2) ≤ (L(u) + L(v))/2 for all u and v,  or: no direction bends downwards")
                .formula("Newton:  w ← w − H⁻¹ ∇L,  with the second derivatives H;  in one dimension w ← w − L′/L″")
                .claim("“Under what circumstances would gradient descent achieve a global minimum?” (E)");
        LogisticLoss unit = LogisticLoss.overlapping(POINTS, context.seed());
        addStarts(report, context, unit, starts);
        addNewton(report, unit);
        return report;
    }

    private static void addStarts(LessonReport report, LessonContext context, LogisticLoss unit, int starts) {
        double[][] ends = IntStream.range(0, starts)
                .mapToObj(i -> Descent.byHand(
                        unit::gradient, point(new Random(context.seed(i)), 3, 3), DESCENT_RATE, DESCENT_STEPS))
                .map(path -> path[DESCENT_STEPS])
                .toArray(double[][]::new);
        double apart =
                Arrays.stream(ends).mapToDouble(e -> distance(e, ends[0])).max().orElse(0);
        int units = context.whole(UNITS);
        PlanePoints xor = flipped(PlaneData.xor(POINTS, context.seed()), context.seed());
        Network[] trained = IntStream.range(0, starts)
                .mapToObj(i -> train(xor, units, context.seed(i)))
                .toArray(Network[]::new);
        ToDoubleFunction<double[]> loss = w -> loss(trained[0], w, xor);
        double[][] places = Arrays.stream(trained)
                .map(network -> Samples.widened(network.parameters()))
                .toArray(double[][]::new);
        double[] losses = Arrays.stream(places).mapToDouble(loss).sorted().toArray();
        int unitBad = violations(unit::value, 3, context.seed(), 3);
        int networkBad = violations(loss, places[0].length, context.seed(), 3);
        double[] best = best(places, loss), swapped = swapped(trained[0], best, units);
        double between = loss.applyAsDouble(middle(best, swapped));
        report.measured("""
                        One unit, %d random starts: all end at the same weights, at most %.0e apart, with the loss %.4f. Of %,d
                        random pairs u, v there were %d with a midpoint above the straight line.""", starts, apart, unit.value(ends[0]), PAIRS, unitBad)
                .measured(
                        """
                        A network 2-%d-1 on XOR, %.0f %% of the labels flipped, the same starts: losses from %.3f to %.3f, with %d gaps
                        of more than %s between one and the next. Of %,d pairs %d had a midpoint above the line.""", units, 100 * FLIPPED, losses[0], losses[starts - 1], gaps(losses), SAME, PAIRS, networkBad)
                .measured("""
                        Swap two hidden units of the best network: other weights, the same loss %.3f. Half way between the two
                        sets of weights it is %.3f.""", loss.applyAsDouble(swapped), between)
                .table(startsTable(unit, ends, losses))
                .picture(ConvexityPictures.segments(
                        segment(
                                unit::value,
                                point(new Random(context.seed(0)), 3, 3),
                                point(new Random(context.seed(1)), 3, 3)),
                        segment(loss, best, swapped)))
                .value("starts", starts)
                .value("apart", apart)
                .value("unitLoss", unit.value(ends[0]))
                .value("unitViolations", unitBad)
                .value("networkViolations", networkBad)
                .value("networkBest", losses[0])
                .value("networkMedian", Spread.of(losses).median())
                .value("networkWorst", losses[starts - 1])
                .value("gaps", gaps(losses))
                .value("swappedLoss", loss.applyAsDouble(swapped))
                .value("betweenLoss", between);
    }

    private static Table startsTable(LogisticLoss unit, double[][] ends, double[] losses) {
        Table table =
                new Table("Where each start ends, best first", "start | loss of one unit | loss of the network on XOR");
        double[] unitLosses =
                Arrays.stream(ends).mapToDouble(unit::value).sorted().toArray();
        for (int i = 0; i < losses.length; i++) table.row("%d | %.6f | %.6f", i + 1, unitLosses[i], losses[i]);
        return table;
    }

    private static void addNewton(LessonReport report, LogisticLoss unit) {
        double[] start = {0, 0, 0};
        double[][] newton = Newton.path(unit::gradient, unit::curvature, start, NEWTON_STEPS);
        double[] bottom = newton[NEWTON_STEPS];
        double[][] descent = Descent.byHand(unit::gradient, start, DESCENT_RATE, DESCENT_STEPS);
        double[] newtonOff =
                Arrays.stream(newton).mapToDouble(w -> distance(w, bottom)).toArray();
        double[] descentOff =
                Arrays.stream(descent).mapToDouble(w -> distance(w, bottom)).toArray();
        int few = first(newtonOff, 1e-6), many = first(descentOff, 1e-6);
        double[][] valley = Newton.path(
                GradientDescent::valleySlope, w -> new double[][] {{1, 0}, {0, 10}}, GradientDescent.START, 1);
        double[][] astray = Newton.path(
                GradientDescent::wavesSlope, w -> new double[][] {{12 * w[0] * w[0] - 8}}, new double[] {0}, 6);
        Table table = new Table(
                "Down to the minimum of one unit's loss",
                "step | Newton: distance left | descent, η = 1: distance left");
        for (int s = 0; s < NEWTON_STEPS - 1; s++) table.row("%d | %.1e | %.1e", s, newtonOff[s], descentOff[s]);
        report.measured("""
                        To within a millionth of the minimum: Newton %d steps, gradient descent %d, with η = 1. In the valley
                        ½ (x² + 10 y²) of lesson 8 Newton is there after one step.""", few, many)
                .measured("""
                        Newton looks for slope zero, not for low loss: on x⁴ − 4x² + x from 0 it ends at %.4f, the top between the
                        two valleys.""", astray[6][0])
                .table(table)
                .picture(ConvexityPictures.distances(newtonOff, descentOff))
                .value("newtonSteps", few)
                .value("descentSteps", many)
                .value("valleyLeft", Math.hypot(valley[1][0], valley[1][1]))
                .value("astray", astray[6][0]);
    }

    private static int first(double[] off, double bound) {
        return IntStream.range(0, off.length)
                .filter(s -> off[s] < bound)
                .findFirst()
                .orElse(off.length);
    }

    /** XOR whose labels are partly wrong, so that no weights, however large, make the loss zero. */
    private static PlanePoints flipped(PlanePoints points, long seed) {
        Random random = new Random(seed);
        int[] labels = Arrays.stream(points.labels())
                .map(label -> random.nextDouble() < FLIPPED ? 1 - label : label)
                .toArray();
        return new PlanePoints(points.x(), labels);
    }

    private static Network train(PlanePoints points, int units, long seed) {
        Network network =
                Network.input(2).dense(units, Activation.TANH).dense(1).build(Initializer.glorot(), seed);
        Trainer.of(network, new BinaryCrossEntropy(), Adam.withLearningRate(0.03))
                .batchSize(points.size())
                .epochs(TRAINING_STEPS)
                .schedule(Schedule.cosine(0))
                .seed(seed)
                .fit(FloatDataset.of(2, points.features(), 1, points.targets()));
        return network;
    }

    /** Mean cross-entropy with these parameters, in double precision. */
    private static double loss(Network network, double[] w, PlanePoints points) {
        double sum = 0;
        for (int i = 0; i < points.size(); i++) {
            double z = network.apply(points.x()[i], w)[0];
            sum += new BinaryCrossEntropy().value(z, points.labels()[i]);
        }
        return sum / points.size();
    }

    /** How many midpoints of random pairs lie above the straight line between the pair. */
    // @start region="midpoint"
    private static int violations(ToDoubleFunction<double[]> loss, int length, long seed, double reach) {
        Random random = new Random(seed);
        int above = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            double[] u = point(random, length, reach), v = point(random, length, reach);
            double line = (loss.applyAsDouble(u) + loss.applyAsDouble(v)) / 2;
            if (loss.applyAsDouble(middle(u, v)) > line + 1e-12) above++;
        }
        return above;
    }
    // @end

    private static double[] point(Random random, int length, double reach) {
        return random.doubles(length, -reach, reach).toArray();
    }

    private static double[] middle(double[] u, double[] v) {
        return ConvexityPictures.between(u, v, 0.5);
    }

    private static double[] segment(ToDoubleFunction<double[]> loss, double[] u, double[] v) {
        return IntStream.rangeClosed(0, ConvexityPictures.POINTS)
                .mapToDouble(
                        i -> loss.applyAsDouble(ConvexityPictures.between(u, v, i / (double) ConvexityPictures.POINTS)))
                .toArray();
    }

    private static double[] best(double[][] places, ToDoubleFunction<double[]> loss) {
        return Arrays.stream(places)
                .min((u, v) -> Double.compare(loss.applyAsDouble(u), loss.applyAsDouble(v)))
                .orElseThrow();
    }

    /** The same parameters with the first and the last hidden unit in each other's place. */
    private static double[] swapped(Network network, double[] w, int units) {
        double[] other = w.clone();
        int[] firstLayer = {0, units, 2 * units};
        for (int row : firstLayer)
            exchange(
                    other,
                    network.layers().get(0).parameterIndex(row),
                    network.layers().get(0).parameterIndex(row + units - 1));
        exchange(
                other,
                network.layers().get(1).parameterIndex(0),
                network.layers().get(1).parameterIndex(units - 1));
        return other;
    }

    private static void exchange(double[] w, int a, int b) {
        double kept = w[a];
        w[a] = w[b];
        w[b] = kept;
    }

    /** How often the next of sorted losses is another valley. */
    private static int gaps(double[] sorted) {
        int count = 0;
        for (int i = 1; i < sorted.length; i++) if (sorted[i] - sorted[i - 1] > SAME) count++;
        return count;
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum());
    }
}
