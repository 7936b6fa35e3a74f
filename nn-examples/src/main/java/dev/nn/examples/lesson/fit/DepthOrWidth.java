package dev.nn.examples.lesson.fit;

import dev.nn.activation.Activation;
import dev.nn.examples.data.PlaneData;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.Accuracies;
import dev.nn.examples.lesson.desk.CurveFit;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Spread;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.initializer.Initializer;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.optimizer.Adam;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lesson 29 shows what layers are for: a function that a narrow deep network computes exactly needs exponentially many units
 * in one layer; and how depth fares against width at the same number of parameters, trained.
 *
 * <p>“You can approximate any function with an MLP with a single hidden layer of arbitrarily large width… but you shouldn't.
 * Why do you think not?”: E. The zigzag is Telgarsky's (Benefits of depth in neural networks. COLT 2016).
 *
 * <p>Run it: {@code ./nn lesson depth-or-width}
 */
public final class DepthOrWidth implements Lesson {
    private static final Parameter PARAMETERS =
            Parameter.whole("parameters", "parameters that each network may have", 300, 60, 20_000);
    private static final Parameter TURNS = Parameter.real("turns", "turns of each spiral", 2.5, 0.1, 4);
    private static final int DEEPEST = 6, FOLDS = 10, POINTS = 400;

    private final int steps;
    private final int replicas;
    private final int[] depths;

    public DepthOrWidth() {
        this(false);
    }

    /** @param small less of everything, for the test */
    DepthOrWidth(boolean small) {
        steps = small ? 600 : 3000;
        replicas = small ? 3 : 5;
        depths = small ? new int[] {1, 3} : IntStream.rangeClosed(1, DEEPEST).toArray();
    }

    @Override
    public About about() {
        return new About(
                29,
                "depth-or-width",
                "Depth or width, at the same number of parameters",
                "E “Universal Approximation Theorem(s)”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(PARAMETERS, TURNS);
    }

    @Override
    public LessonReport run(LessonContext context) {
        LessonReport report = new LessonReport("""
                One hidden layer can approximate anything, if it is wide enough (lesson 16). So why have more? Because a second layer
                works on what the first has made. Fold a sheet of paper once, and a cut goes through two layers; fold it ten
                times, and one cut makes a thousand holes. A layer can fold its input, and the next one folds the folds. A
                single layer would have to make each hole by itself.""")
                .formula("fold(x) = 2 relu(x) − 4 relu(x − ½) on [0, 1]:  up to 1 and down again, with 2 units")
                .formula("parameters of in → n → n → … → out:  (in + 1) n + (depth − 1)(n + 1) n + (n + 1) out")
                .claim(
                        "“In theory you can approximate any function with an MLP with a single hidden layer of arbitrarily large width… but you shouldn't. Why do you think not?” (E)");
        addFolds(report);
        addTrained(report, context);
        return report;
    }

    /** Networks of two units in each layer that fold exactly, without training. */
    private static void addFolds(LessonReport report) {
        Table table = new Table(
                "A zigzag made by folding, exactly",
                "hidden layers of 2 | parameters | straight pieces counted | one layer would need: units | parameters");
        int pieces = 0, parameters = 0;
        for (int depth = 1; depth <= FOLDS; depth++) {
            Network network = folding(depth);
            pieces = pieces(network, 1 << depth);
            parameters = network.parameterCount();
            if (depth <= 3 || depth == 5 || depth == FOLDS) {
                table.row("%d | %d | %,d | %,d | %,d", depth, parameters, pieces, pieces - 1, 3 * (pieces - 1) + 1);
            }
        }
        report.measured("""
                        Ten hidden layers of 2 units, %d parameters in all, make a zigzag of %,d straight pieces. One hidden
                        layer bends once for each unit: it needs at least %,d units, %,d parameters.""", parameters, pieces, pieces - 1, 3 * (pieces - 1) + 1)
                .table(table)
                .picture(foldPicture())
                .value("foldParameters", parameters)
                .value("foldPieces", pieces);
    }

    /** 1 → 2 → 2 → … → 1 with ReLU: each hidden layer folds once more what the one before it gives. */
    // @start region="fold"
    static Network folding(int depth) {
        NetworkBuilder builder = Network.input(1);
        for (int l = 0; l < depth; l++) builder.dense(2, Activation.RELU);
        Network network = builder.dense(1).build(Initializer.he(), 0);
        network.setLayerParameters(0, new float[] {1, 1, 0, -0.5f}); // relu(x), relu(x − ½)
        for (int l = 1; l < depth; l++) {
            network.setLayerParameters(l, new float[] {2, 2, -4, -4, 0, -0.5f}); // the same of 2a − 4b
        }
        network.setLayerParameters(depth, new float[] {2, -4, 0});
        return network;
    }
    // @end

    /** Straight pieces on [0, 1], counted by changes of direction; ends of pieces are multiples of one over {@code grid}. */
    static int pieces(Network network, int grid) {
        float[] y = network.predict(CurveFit.even(0, 1, 2 * grid + 1));
        int pieces = 1;
        for (int i = 2; i < y.length; i++) {
            if (Math.signum(y[i] - y[i - 1]) != Math.signum(y[i - 1] - y[i - 2])) pieces++;
        }
        return pieces;
    }

    private void addTrained(LessonReport report, LessonContext context) {
        int budget = context.whole(PARAMETERS);
        PlanePoints points = PlaneData.spirals(POINTS, context.number(TURNS), 0.02, context.seed());
        PlanePoints fresh = PlaneData.spirals(2 * POINTS, context.number(TURNS), 0.02, context.seed(replicas));
        Table table = new Table(
                "Spirals learnt by networks of about %,d parameters, %d starts each".formatted(budget, replicas),
                "hidden layers | units in each | parameters | new points wrong (%), median (range)");
        double[] medians = new double[depths.length], depth = medians.clone();
        Spread[] spreads = new Spread[depths.length];
        for (int d = 0; d < depths.length; d++) {
            int layers = depths[d], width = width(layers, budget);
            double[] errors = IntStream.range(0, replicas)
                    .parallel()
                    .mapToDouble(r -> 1 - Accuracies.of(train(points, layers, width, context.seed(r)), fresh))
                    .toArray();
            spreads[d] = Spread.of(errors);
            medians[d] = spreads[d].median();
            depth[d] = layers;
            table.row(
                    "%d | %d | %,d | %.1f (%.1f to %.1f)",
                    layers,
                    width,
                    count(layers, width),
                    100 * medians[d],
                    100 * spreads[d].least(),
                    100 * spreads[d].most());
        }
        int best = IntStream.range(0, depths.length)
                .reduce((a, b) -> medians[b] < medians[a] ? b : a)
                .orElse(0);
        int last = depths.length - 1;
        report.measured(
                        """
                        Spirals, about %,d parameters, ReLU, the same training: one hidden layer gets %.1f %% of new points wrong, %d layers
                        %.1f %%. The lowest median of the table has depth %d, %.1f %%; its starts range from %.1f to %.1f %%.""",
                        budget,
                        100 * medians[0],
                        depths[last],
                        100 * medians[last],
                        depths[best],
                        100 * medians[best],
                        100 * spreads[best].least(),
                        100 * spreads[best].most())
                .table(table)
                .picture(trainedPicture(depth, spreads))
                .value("budget", budget)
                .value("wideError", medians[0])
                .value("deepestError", medians[last])
                .value("bestDepth", depths[best])
                .value("bestError", medians[best])
                .value("deepestWorst", spreads[last].most());
    }

    /** The greatest width whose network keeps within the budget, at least 1. */
    static int width(int layers, int budget) {
        int width = 1;
        while (count(layers, width + 1) <= budget) width++;
        return width;
    }

    static int count(int layers, int n) {
        return 3 * n + (layers - 1) * (n + 1) * n + n + 1;
    }

    private Network train(PlanePoints points, int layers, int width, long seed) {
        NetworkBuilder builder = Network.input(2);
        for (int l = 0; l < layers; l++) builder.dense(width, Activation.RELU);
        Network network = builder.dense(1).build(Initializer.he(), seed);
        int batch = 50;
        Trainer.of(network, new BinaryCrossEntropy(), Adam.withLearningRate(0.01))
                .batchSize(batch)
                .epochs(steps * batch / points.size())
                .schedule(Schedule.cosine(0))
                .seed(seed)
                .fit(points.dataset());
        return network;
    }

    private static Picture foldPicture() {
        Chart chart = new Chart("Two units a layer: each layer folds again", new Axis("x", 0, 1), "output");
        float[] x = CurveFit.even(0, 1, 257);
        for (int depth : new int[] {1, 2, 4}) {
            chart.line(
                    depth == 1 ? "1 hidden layer" : depth + " hidden layers",
                    CurveFit.doubles(x),
                    CurveFit.doubles(folding(depth).predict(x)),
                    Palette.series().get(depth / 2));
        }
        return new Picture("folds", "Every further layer of two units doubles the number of pieces.", chart.svg());
    }

    private static Picture trainedPicture(double[] depth, Spread[] spreads) {
        Chart chart = new Chart("Error by depth at equal parameters", "hidden layers", "new points wrong (%)");
        chart.thick("median", depth, column(spreads, 1), Palette.BLUE);
        chart.dashed("best start", depth, column(spreads, 0), Palette.GREEN);
        chart.dashed("worst start", depth, column(spreads, 2), Palette.VERMILION);
        return new Picture("depth", "The narrower and deeper the network, the more depends on the start.", chart.svg());
    }

    private static double[] column(Spread[] spreads, int which) {
        return IntStream.range(0, spreads.length)
                .mapToDouble(i -> 100
                        * switch (which) {
                            case 0 -> spreads[i].least();
                            case 1 -> spreads[i].median();
                            default -> spreads[i].most();
                        })
                .toArray();
    }
}
