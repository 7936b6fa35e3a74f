package dev.nn.examples.lesson.network;

import dev.nn.activation.Activation;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.PointsPicture;
import dev.nn.examples.lesson.desk.Sketch;
import dev.nn.examples.lesson.desk.StraightLine;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Picture;
import dev.nn.examples.plot.PlanePlot;
import dev.nn.initializer.Initializer;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Lesson 5 shows that a network of nodes, a chain of matrix products and one call of the library are the same thing.
 *
 * <p>Node: y = act(w · x + b), B, equation (5), C, "Single ML Neuron". Layer: h = f(W x + b), D, equation (2); E,
 * "Mathematical description of a Single Layer Perceptron". Network: A, exercise 4. Here rows are samples, as in C's code:
 * Y = act(X·W + b) with X batch × in and W in × out.
 *
 * <p>Run it: {@code ./nn lesson first-mlp}
 */
public final class FirstMlp implements Lesson {
    private static final Parameter NODES =
            Parameter.whole("nodes", "nodes of each hidden layer of the random networks", 8, 1, 200);
    private static final Parameter SCALE = Parameter.real("scale", "how large their random weights are", 4, 0.01, 40);
    private static final int ROWS = 33;
    private static final int PLACES = 300;
    private static final int[] DIGITS = {784, 100, 10};

    @Override
    public About about() {
        return new About(
                5,
                "first-mlp",
                "Node, layer, network: the same forward pass three ways",
                "A exercise 4; B (3), (5); C “Neurons”, “Writing Code”; D (2); E “Multilayer Perceptrons”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(NODES, SCALE);
    }

    @Override
    public LessonReport run(LessonContext context) {
        Table table = new Table(
                "The largest difference between any two of the three, over %d rows".formatted(ROWS),
                "network | activation | parameters | largest output | largest difference | float rounding allows");
        LessonReport report = new LessonReport("""
                A node multiplies its inputs by weights, adds them up with a bias, and bends the sum by its activation. A
                layer is some nodes side by side; a network is layers one after the other. Written with matrices, a whole
                layer is one product for all samples at once. The library does product, bias and activation in one go, while
                the numbers are still in registers. Same numbers, three ways to get there.""")
                .formula("node:    y = act(w·x + b)")
                .formula("layer:   Y = act(X·W + b),  X: batch × in,  W: in × out")
                .claim(
                        "“Fill them in so that you can construct and operate a network. Do you notice anything odd?” (A)");
        compare(table, report, context.seed(), Activation.SIGMOID, 2, 4, 4, 1);
        compare(table, report, context.seed(), Activation.TANH, 1, 10, 10, 1);
        compare(table, report, context.seed(), Activation.RELU, DIGITS);
        ThreeWays.addTo(
                report,
                random(context.seed(), Activation.RELU, SCALE.standard(), DIGITS),
                rows(DIGITS[0], context.seed()));
        int nodes = context.whole(NODES);
        double scale = context.number(SCALE);
        Network straight = random(context.seed(), Activation.IDENTITY, scale, 2, nodes, nodes, 1);
        Network bent = random(context.seed(), Activation.SIGMOID, scale, 2, nodes, nodes, 1);
        double onLine = onLine(straight, context.seed()), offLine = onLine(bent, context.seed());
        String shape = "Random 2-%d-%d-1".formatted(nodes, nodes);
        return report.measured("""
                        Node by node, as matrices and as one fused call: the outputs differ by %.1e of the largest one at
                        most. That is float rounding, which depends on the order of the additions: what was seen is at most
                        %.0f %% of what rounding could do in the worst case.""", report.number("largestRelative"), 100 * report.number("largestShare"))
                .measured("""
                        Something odd: take random weights, of size %s, and ask where the output is above 0. Without an activation
                        one straight line has %.1f %% of %d random places on the right side; with sigmoids the best line has
                        %.1f %%. The next lesson says why.""", Parameter.text(scale), 100 * onLine, PLACES, 100 * offLine)
                .value("onLine", onLine)
                .value("onLineWithSigmoid", offLine)
                .table(table)
                .drawing(network())
                .picture(picture("without-activation", shape + " without activation", straight))
                .picture(picture("with-sigmoid", shape + " with sigmoid", bent));
    }

    /** A node is a circle, a layer a column, a network all of it. */
    private static Picture network() {
        Sketch sketch = new Sketch(230, "A network of two inputs, two layers of four nodes, and one output");
        int[] widths = {2, 4, 4, 1};
        String[] names = {"inputs X", "act(X·W₁ + b₁)", "act(·W₂ + b₂)", "output"};
        for (int l = 0; l < widths.length; l++) {
            double x = 35 + 92 * l;
            for (int j = 0; j < widths[l]; j++) {
                double y = 105 + 46 * (j - (widths[l] - 1) / 2.0);
                for (int i = 0; l > 0 && i < widths[l - 1]; i++) {
                    double before = 105 + 46 * (i - (widths[l - 1] - 1) / 2.0);
                    sketch.line(x - 78, before, x - 14, y, Sketch.Ink.SOFT);
                }
                sketch.node(x, y, 14, "", l == 0 ? Sketch.Ink.COOL : Sketch.Ink.WARM);
            }
            sketch.small(x, 218, names[l], Sketch.Ink.PLAIN);
        }
        return sketch.drawing(
                "network",
                "Each circle is a node, each column a layer; every line is one weight, 2·4 + 4·4 + 4·1 = 28.");
    }

    private static void compare(Table table, LessonReport report, long seed, Activation activation, int... widths) {
        Network network = random(seed, activation, SCALE.standard(), widths);
        float[][] x = rows(widths[0], seed);
        NodeNetwork nodes = NodeNetwork.of(network);
        MatrixNetwork matrices = MatrixNetwork.of(network);
        float[][] byMatrix = matrices.forward(x);
        double difference = 0, allowed = 0, share = 0, largest = 0;
        for (int r = 0; r < ROWS; r++) {
            float[] byNode = nodes.fire(x[r]), fused = network.predict(x[r]);
            double[] bound = RoundingBound.of(matrices, x[r]);
            for (int j = 0; j < fused.length; j++) {
                double most = Math.max(Math.max(byNode[j], byMatrix[r][j]), fused[j]);
                double least = Math.min(Math.min(byNode[j], byMatrix[r][j]), fused[j]);
                difference = Math.max(difference, most - least);
                allowed = Math.max(allowed, 2 * bound[j]);
                share = Math.max(share, (most - least) / (2 * bound[j]));
                largest = Math.max(largest, Math.max(Math.abs(most), Math.abs(least)));
            }
        }
        String shape =
                String.join("-", Arrays.stream(widths).mapToObj(String::valueOf).toList());
        table.row(
                "%s | %s | %,d | %.3f | %.1e | %.1e",
                shape, activation.name(), network.parameterCount(), largest, difference, allowed);
        report.value("difference " + shape, difference).value("allowed " + shape, allowed);
        report.value("largestDifference", Math.max(difference, number(report, "largestDifference")));
        report.value("largestShare", Math.max(share, number(report, "largestShare")));
        report.value("largestRelative", Math.max(difference / largest, number(report, "largestRelative")));
    }

    private static float[][] rows(int width, long seed) {
        float[][] x = new float[ROWS][width];
        Random random = new Random(seed);
        for (float[] row : x) for (int i = 0; i < row.length; i++) row[i] = (float) random.nextGaussian();
        return x;
    }

    private static double number(LessonReport report, String name) {
        return report.values().containsKey(name) ? report.number(name) : 0;
    }

    /** The share of random places that one straight line has on the sides that the network gives them: the best line's. */
    private static double onLine(Network network, long seed) {
        Random random = new Random(seed);
        double[][] x = new double[PLACES][];
        int[] sides = new int[PLACES];
        for (int i = 0; i < PLACES; i++) {
            x[i] = new double[] {random.nextDouble(-1, 1), random.nextDouble(-1, 1)};
            sides[i] = network.predict(new float[] {(float) x[i][0], (float) x[i][1]})[0] > 0 ? 1 : 0;
        }
        return StraightLine.bestAccuracy(new PlanePoints(x, sides));
    }

    /** A network with random biases, too, and weights large enough to bend something. */
    private static Network random(long seed, Activation activation, double scale, int... widths) {
        NetworkBuilder builder = Network.input(widths[0]);
        for (int l = 1; l < widths.length - 1; l++) builder.dense(widths[l], activation);
        Network network = builder.dense(widths[widths.length - 1]).build(Initializer.glorot(), seed);
        Random random = new Random(seed);
        for (int l = 0; l < widths.length - 1; l++) {
            float[] values = new float[(widths[l] + 1) * widths[l + 1]];
            for (int i = 0; i < values.length; i++)
                values[i] = (float) (scale * random.nextGaussian() / Math.sqrt(widths[l]));
            network.setLayerParameters(l, values);
        }
        return network;
    }

    private static Picture picture(String name, String title, Network network) {
        PlanePlot plot = PlanePlot.of(title, PointsPicture.X, PointsPicture.Y).sides(network::predict);
        return new Picture(name, title + ". Red: where its output is above 0.", plot.draw());
    }
}
