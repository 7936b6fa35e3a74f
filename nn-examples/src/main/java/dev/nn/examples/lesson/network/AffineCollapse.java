package dev.nn.examples.lesson.network;

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
import dev.nn.network.NetworkBuilder;
import dev.nn.optimizer.Adam;
import dev.nn.perceptron.Perceptron;
import dev.nn.training.Trainer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Lesson 6 shows that layers without activations collapse into one: however deep, they are a perceptron.
 *
 * <p>Ŵ₂ Ŵ₁ = V̂: A, equations (5) to (8); B, equations (3) and (4). With biases, (X·W₁ + b₁)·W₂ + b₂ = X·(W₁·W₂) + (b₁·W₂
 * + b₂) = X·V + v, and so on for any number of layers.
 *
 * <p>Run it: {@code ./nn lesson affine-collapse}
 */
public final class AffineCollapse implements Lesson {
    private static final Parameter NODES = Parameter.whole("nodes", "nodes of each hidden layer", 8, 1, 64);
    private static final Parameter EPOCHS = Parameter.whole("epochs", "passes of each training", 100, 1, 1000);
    private static final int POINTS = 300;
    static final double[] DEPTHS = {1, 2, 3, 4, 6};

    /** X·V + v with one output; V is in × 1. */
    record Collapsed(double[] weights, double bias) {
        Perceptron perceptron() {
            return Perceptron.of(bias, weights[0], weights[1]);
        }
    }

    @Override
    public About about() {
        return new About(
                6,
                "affine-collapse",
                "Without activations, depth buys nothing",
                "A “Affine Mess” (5) to (8), “NonLinearity to the Rescue!” (9), (10); B (3), (4), (5)");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(NODES, EPOCHS);
    }

    @Override
    public LessonReport run(LessonContext context) {
        PlanePoints rings = PlaneData.rings(POINTS, context.seed());
        double best = StraightLine.bestAccuracy(rings);
        Table table = new Table(
                "Trained on %d points of the rings, by depth; every hidden layer has %d nodes"
                        .formatted(POINTS, context.whole(NODES)),
                "layers | parameters | accuracy without activation | its perceptron X·V + v | same answers | with tanh");
        double[] linear = new double[DEPTHS.length], single = linear.clone(), tanh = linear.clone();
        double difference = 0, same = 1;
        for (int i = 0; i < DEPTHS.length; i++) {
            Network network = trained((int) DEPTHS[i], Activation.IDENTITY, rings, context);
            Perceptron perceptron = collapse(network).perceptron();
            double agree = agree(network, perceptron, rings);
            linear[i] = Accuracies.of(network, rings);
            single[i] = perceptron.accuracy(rings.x(), rings.labels());
            tanh[i] = Accuracies.of(trained((int) DEPTHS[i], Activation.TANH, rings, context), rings);
            difference = Math.max(difference, difference(network, perceptron, rings));
            same = Math.min(same, agree);
            table.row(
                    "%.0f | %d | %.1f %% | %.1f %% | %.0f %% | %.1f %%",
                    DEPTHS[i], network.parameterCount(), 100 * linear[i], 100 * single[i], 100 * agree, 100 * tanh[i]);
        }
        int last = DEPTHS.length - 1;
        double loss = crossEntropy(trained(1, Activation.IDENTITY, rings, context), rings);
        return new LessonReport("""
                Multiply by a matrix and add a vector, then do it again: the result could have been had with one matrix and
                one vector. So a network without activations, however deep, is a single layer, and with one output it is a
                perceptron. Bend each layer's output a little, and the collapse is off.""")
                .formula("(X·W₁ + b₁)·W₂ + b₂  =  X·(W₁·W₂) + (b₁·W₂ + b₂)  =  X·V + v")
                .claim("“Multiply by matrices & add vectors” and you have “an (extremely wasteful) perceptron” (A).")
                .claim("A 10,000-layer network reduces to a single dot product (B).")
                .measured(
                        """
                        Multiplying the layers out gives one perceptron each. Its output w·x̃ is the network's up to %.1e, float
                        rounding, and its answers are the network's for %s.""",
                        difference,
                        same == 1
                                ? "every point, at every depth"
                                : String.format(Locale.ROOT, "at least %.1f %% of the points", 100 * same))
                .measured("""
                        On rings no straight line can do better than %.1f %% (all lines tried, exactly). The deepest network
                        without activations reaches %.1f %%, a single layer %.1f %%. Training makes the
                        cross-entropy small, a number for how wrong the answers are (lesson 11), not the accuracy large: that of the single layer is %.4f, that of saying ½ to everything ln 2 = %.4f.""", 100 * best, 100 * linear[last], 100 * linear[0], loss, Math.log(2))
                .measured(
                        "With tanh between the layers: %.1f %% with 2 layers, %.1f %% with %.0f.",
                        100 * tanh[1], 100 * tanh[last], DEPTHS[last])
                .table(table)
                .picture(CollapsePictures.surface(
                        "linear", "4 layers without activation", rings, Activation.IDENTITY, context))
                .picture(CollapsePictures.surface("tanh", "4 layers with tanh", rings, Activation.TANH, context))
                .picture(CollapsePictures.byDepth(linear, tanh, best))
                .value("bestLine", best)
                .value("lineCrossEntropy", loss)
                .value("linear", linear)
                .value("perceptron", single)
                .value("tanh", tanh)
                .value("largestDifference", difference)
                .value("sameAnswers", same);
    }

    /** Multiplies all layers of a network out, from the last one down, in double precision. */
    static Collapsed collapse(Network network) {
        int last = network.layers().size() - 1;
        double[] v = {1};
        double bias = 0;
        for (int l = last; l >= 0; l--) {
            float[] values = network.layerParameters(l);
            // @start region="collapse"
            int in = network.layers().get(l).in(), out = v.length;
            double[] next = new double[in];
            for (int j = 0; j < out; j++) {
                for (int i = 0; i < in; i++) next[i] += values[i * out + j] * v[j];
                bias += values[in * out + j] * v[j];
            }
            v = next;
            // @end
        }
        return new Collapsed(v, bias);
    }

    static Network trained(int layers, Activation activation, PlanePoints points, LessonContext context) {
        NetworkBuilder builder = Network.input(2);
        for (int l = 1; l < layers; l++) builder.dense(context.whole(NODES), activation);
        Network network = builder.dense(1).build(Initializer.glorot(), context.seed());
        Trainer.of(network, new BinaryCrossEntropy(), Adam.withLearningRate(0.01))
                .batchSize(30)
                .epochs(context.whole(EPOCHS))
                .seed(context.seed())
                .fit(points.dataset());
        return network;
    }

    private static double crossEntropy(Network network, PlanePoints points) {
        BinaryCrossEntropy loss = new BinaryCrossEntropy();
        float[] z = network.predict(points.features());
        return IntStream.range(0, z.length)
                .mapToDouble(i -> loss.value(z[i], points.labels()[i]))
                .average()
                .orElse(0);
    }

    /** The largest difference between a network's output and w · x̃, as a share of the largest output. */
    private static double difference(Network network, Perceptron perceptron, PlanePoints points) {
        float[] outputs = network.predict(points.features());
        double largest = 0, difference = 0;
        for (int i = 0; i < points.size(); i++) {
            largest = Math.max(largest, Math.abs(outputs[i]));
            difference = Math.max(difference, Math.abs(outputs[i] - perceptron.score(points.x()[i])));
        }
        return difference / largest;
    }

    private static double agree(Network network, Perceptron perceptron, PlanePoints points) {
        float[] outputs = network.predict(points.features());
        int agree = 0;
        for (int i = 0; i < points.size(); i++) {
            if (outputs[i] > 0 == (perceptron.predict(points.x()[i]) == 1)) agree++;
        }
        return agree / (double) points.size();
    }
}
