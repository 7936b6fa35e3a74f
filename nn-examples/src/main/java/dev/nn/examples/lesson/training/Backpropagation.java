package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import dev.nn.examples.lesson.desk.DifferenceQuotients;
import dev.nn.examples.lesson.desk.HandBackpropagation;
import dev.nn.examples.lesson.desk.HandBackpropagation.Mistake;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Samples;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.gradient.GradientCheck;
import dev.nn.gradient.GradientChecker;
import dev.nn.initializer.Initializer;
import dev.nn.loss.HalfSquaredError;
import dev.nn.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Lesson 9 shows how a network finds the slope of its loss for every weight: layer by layer, from the end to the beginning,
 * undoing each step by the chain rule.
 *
 * <p>dZ = f′(Z) ⊙ Δ, dW = Xᵀ·dZ, db = column sums of dZ, Δ below = dZ·Wᵀ: B, equations (14) to (17); C, "Backpropagation",
 * backward(); D, equations (4) to (7); E, "Backpropagation". What the slides print wrong is in the appendix.
 *
 * <p>Run it: {@code ./nn lesson backpropagation}
 */
public final class Backpropagation implements Lesson {
    private static final Parameter RATE =
            Parameter.real("rate", "step size η of the example by hand", WorkedExample.RATE, 0, 100);
    private static final Parameter TARGET =
            Parameter.real("target", "target t of the example by hand", WorkedExample.T, -10, 10);
    private static final int[] WIDTHS = {3, 5, 4, 2};
    private static final int COUNT = 7;
    static final double H = 1e-5;

    @Override
    public About about() {
        return new About(
                9,
                "backpropagation",
                "Backpropagation: the gradient, layer by layer",
                "B (8) to (17); C “Backpropagation”, backward(); D (3) to (9); E “Backpropagation”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(RATE, TARGET);
    }

    @Override
    public LessonReport run(LessonContext context) {
        Samples samples = Samples.draw(COUNT, WIDTHS[0], WIDTHS[WIDTHS.length - 1], context.seed());
        Table table = new Table(
                "Largest relative error of a gradient in a network %s, against differences of the loss"
                        .formatted(shape()),
                "activation | by hand, layer 1 | layer 2 | layer 3 | library, layer 1 | layer 2 | layer 3");
        double hand = 0, library = 0;
        for (Activation activation : Activation.all()) {
            Network network = network(activation, context.seed());
            double[] byHand = errors(network, samples);
            double[] byLibrary = check(network, samples);
            hand = Math.max(hand, Arrays.stream(byHand).max().orElse(0));
            library = Math.max(library, Arrays.stream(byLibrary).max().orElse(0));
            table.row(
                    "%s | %.0e | %.0e | %.0e | %.0e | %.0e | %.0e",
                    activation.name(), byHand[0], byHand[1], byHand[2], byLibrary[0], byLibrary[1], byLibrary[2]);
        }
        LessonReport report = new LessonReport("""
                How does the loss change if one weight changes? One could try: change it a little, look at the loss, and so on
                for every weight. That takes two runs per weight. Backpropagation gets all of them in one run backwards:
                Δ says how the loss depends on a layer's outputs, and three products turn it into the gradient of the
                weights, of the biases, and into Δ for the layer below.""")
                .formula("Y = f(Z),  Z = X·W + b:  a layer with inputs X;  ⊙ multiplies place by place")
                .formula("dZ = f′(Z) ⊙ Δ,  dW = Xᵀ·dZ,  db = column sums of dZ")
                .formula("Δ below = dZ·Wᵀ")
                .formula("at the end, for L = ½ Σ (y − t)²:  Δ = y − t")
                .claim("“This is backpropagation: a fancy way of using the chain rule … and you're done!” (B)")
                .measured(
                        """
                        All %d gradients of %d networks agree with the differences: by hand to %.0e (double precision), the
                        library's to %.0e (float).""",
                        network(Activation.TANH, 0).parameterCount(),
                        Activation.all().size(),
                        hand,
                        library)
                .measured("""
                        The loss here is ½ Σ (y − t)², mean over %d samples. With another loss only the first Δ changes: the
                        checks above are what finds a factor that was forgotten.""", COUNT)
                .table(table)
                .picture(GradientPictures.scatter(samples, context.seed()))
                .picture(GradientPictures.steps(samples, context.seed()))
                .value("byHand", hand)
                .value("byLibrary", library);
        return WorkedExample.addTo(report, context.number(TARGET), context.number(RATE));
    }

    private static String shape() {
        return String.join("-", Arrays.stream(WIDTHS).mapToObj(String::valueOf).toList());
    }

    /** Random weights and random biases: with biases of zero some mistakes could hide. */
    static Network network(Activation activation, long seed) {
        Network network = Network.input(WIDTHS[0])
                .dense(WIDTHS[1], activation)
                .dense(WIDTHS[2], activation)
                .dense(WIDTHS[3], activation)
                .build(Initializer.glorot(), seed);
        Random random = new Random(seed);
        for (int l = 0; l < network.layers().size(); l++) {
            float[] values = network.layerParameters(l);
            for (int i = 0; i < values.length; i++) values[i] = (float) (0.7 * random.nextGaussian());
            network.setLayerParameters(l, values);
        }
        return network;
    }

    /** The error of the gradient by hand, layer by layer. */
    private static double[] errors(Network network, Samples samples) {
        double[][] hand = byHand(network, samples);
        double[][] quotients = DifferenceQuotients.of(network, new HalfSquaredError(), samples, H);
        double[] errors = new double[hand.length];
        Arrays.setAll(errors, l -> DifferenceQuotients.error(hand[l], quotients[l]));
        return errors;
    }

    static double[][] byHand(Network network, Samples samples) {
        return new HandBackpropagation(Mistake.NONE)
                .gradients(network, Samples.widened(samples.x()), Samples.widened(samples.t()));
    }

    /** The error of the library's gradient, layer by layer. */
    private static double[] check(Network network, Samples samples) {
        return GradientChecker.withDefaults()
                .check(network, new HalfSquaredError(), Samples.flat(samples.x()), Samples.flat(samples.t()))
                .layers()
                .stream()
                .mapToDouble(GradientCheck.LayerError::relativeError)
                .toArray();
    }
}
