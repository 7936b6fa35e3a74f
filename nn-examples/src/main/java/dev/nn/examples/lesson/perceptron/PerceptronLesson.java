package dev.nn.examples.lesson.perceptron;

import dev.nn.examples.data.Animals;
import dev.nn.examples.data.Animals.Animal;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.PointsPicture;
import dev.nn.examples.lesson.desk.Sketch;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Minus;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.examples.plot.PlanePlot;
import dev.nn.initializer.Initializer;
import dev.nn.metric.PredictedClass;
import dev.nn.network.Network;
import dev.nn.perceptron.Perceptron;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lesson 1 shows what a perceptron does: three weights split the plane by a line, and one side of it is "cute".
 *
 * <p>P(x) = 1 if w · x̃ &gt; 0, else 0, with x̃ = (1, x): A, equation (1); B, equation (1); E, "Binary classification of
 * images with a perceptron". A perceptron is a dense layer with one output whose sign is asked for (D, equation (1)).
 *
 * <p>Run it: {@code ./nn lesson perceptron}
 */
public final class PerceptronLesson implements Lesson {
    static final Axis SIZE = new Axis("size (0 = small, 10 = large)", -0.6, 10.4);
    static final Axis FUR = new Axis("fur (0 = none, 10 = most)", -0.6, 7.4);

    /** (w₀, w₁, w₂) of B, "Training Perceptron", first slide. */
    static final double[] START = {-1.00, 0.50, 0.15};

    private static final Parameter BIAS = Parameter.real("bias", "weight of the 1", START[0], -100, 100);
    private static final Parameter SIZE_WEIGHT = Parameter.real("size", "weight of the size", START[1], -100, 100);
    private static final Parameter FUR_WEIGHT = Parameter.real("fur", "weight of the fur", START[2], -100, 100);

    @Override
    public About about() {
        return new About(
                1,
                "perceptron",
                "A perceptron splits the plane in two",
                "A “Defining Cuteness”, exercise 1; B “In maths”; D (1); E “Binary classification”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(BIAS, SIZE_WEIGHT, FUR_WEIGHT);
    }

    @Override
    public LessonReport run(LessonContext context) {
        double[] w = {context.number(BIAS), context.number(SIZE_WEIGHT), context.number(FUR_WEIGHT)};
        Perceptron perceptron = Perceptron.of(w);
        Network network = network(w);
        Table table = new Table(
                "Each animal, by hand and by a dense layer of the library",
                "animal | size | fur | w·x̃ | perceptron says | dense layer says | truth | verdict");
        int right = 0, agree = 0;
        List<String> rightOnes = new ArrayList<>();
        for (Animal animal : Animals.all()) {
            int truth = animal.cute() ? 1 : 0, answer = perceptron.predict(animal.size(), animal.fur());
            float[] z = network.predict(new float[] {(float) animal.size(), (float) animal.fur()});
            int layerAnswer = PredictedClass.of(z, 0, 1);
            if (answer == layerAnswer) agree++;
            if (answer == truth) {
                right++;
                rightOnes.add("the " + animal.name());
            }
            table.row(
                    "%s | %.1f | %.1f | %.2f | %s | %s | %s | %s",
                    animal.name(),
                    animal.size(),
                    animal.fur(),
                    perceptron.score(animal.size(), animal.fur()),
                    word(answer),
                    word(layerAnswer),
                    word(truth),
                    answer == truth ? "right" : "wrong");
        }
        return new LessonReport("""
                Is an animal cute? Measure its size and its fur, multiply each by a weight, add them and a third weight,
                the bias. If the sum is positive, say "cute". The sum is zero on a straight line: everything on one side
                of the line is called cute, everything on the other side is not. Three numbers for a line, where two
                would do for its place: the third says which side is which.""")
                .formula("P(x) = 1 if w·x̃ > 0, else 0")
                .formula("x̃ = (1, size, fur),  w = " + text(w))
                .claim("“The provided weights classify only one animal correctly. Which is it?” (A, exercise 1)")
                .measured(
                        "%d of %d animals %s classified correctly: %s.",
                        right,
                        Animals.all().size(),
                        right == 1 ? "is" : "are",
                        right == 0 ? "none" : String.join(", ", rightOnes))
                .measured(
                        "The perceptron is a dense layer with one output: it gave the same answer for %d of %d animals.",
                        agree, Animals.all().size())
                .table(table)
                .drawing(neuron(w))
                .picture(picture(perceptron))
                .value("right", right)
                .value("agree", agree);
    }

    /** The same weights in the library's dense layer: W is 2 × 1, b has one entry. */
    static Network network(double[] w) {
        // @start region="layer"
        Network network = Network.input(2).dense(1).build(Initializer.glorot(), 0);
        network.setLayerParameters(0, new float[] {(float) w[1], (float) w[2], (float) w[0]});
        // @end
        return network;
    }

    private static String text(double[] w) {
        return Minus.signs(String.format(Locale.ROOT, "(%.2f, %.2f, %.2f)", w[0], w[1], w[2]));
    }

    static String word(int answer) {
        return answer == 1 ? "cute" : "not cute";
    }

    /** What a perceptron is made of, with its three numbers. */
    private static Picture neuron(double[] w) {
        Sketch sketch = new Sketch(200, "Three inputs, each times a weight, a sum, and the answer");
        String[] inputs = {"1", "size", "fur"};
        double[] words = {52, 94, 154}; // beside the arrows
        for (int i = 0; i < inputs.length; i++) {
            double y = 40 + 60 * i;
            sketch.node(40, y, 22, inputs[i], Sketch.Ink.COOL)
                    .arrow(63, y, 172, 100 + 8 * (i - 1), Sketch.Ink.SOFT)
                    .text(118, words[i], String.format(Locale.ROOT, "· %.2f", w[i]), Sketch.Ink.WARM);
        }
        return sketch.node(196, 100, 22, "Σ", Sketch.Ink.PLAIN)
                .arrow(219, 100, 252, 100, Sketch.Ink.SOFT)
                .text(298, 92, "above 0?", Sketch.Ink.PLAIN)
                .text(298, 112, "then 1, else 0", Sketch.Ink.PLAIN)
                .drawing(
                        "neuron",
                        "A perceptron: three numbers times three weights, added up. The bias is the weight of a 1.");
    }

    private static Picture picture(Perceptron perceptron) {
        PlanePlot plot = PlanePlot.of("What these weights call cute", SIZE, FUR)
                .sides(network(perceptron.weights())::predict)
                .border("w·x̃ = 0", perceptron.weights(), Palette.INK, false);
        PointsPicture.add(plot, Animals.points(), "cute", "not cute");
        for (Animal animal : Animals.all()) plot.label(animal.name(), animal.size(), animal.fur());
        return new Picture(
                "start",
                "Red: what the perceptron with w = %s calls cute. Circles are the animals that are."
                        .formatted(text(perceptron.weights())),
                plot.draw());
    }
}
