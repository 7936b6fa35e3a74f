package dev.nn.examples.lesson.perceptron;

import dev.nn.examples.data.Animals;
import dev.nn.examples.data.Animals.Animal;
import dev.nn.examples.data.PlaneData;
import dev.nn.examples.data.PlaneData.Clouds;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.PointsPicture;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.examples.plot.PlanePlot;
import dev.nn.perceptron.Perceptron;
import dev.nn.perceptron.PerceptronTraining;
import java.util.Arrays;
import java.util.List;

/**
 * Lesson 2 shows how a perceptron learns from its mistakes, and that on separable data it makes only so many.
 *
 * <p>w ← w + r (T − P) x̃: A, equation (2); B, equation (2). The bound, mistakes ≤ (R/γ)², is Novikoff's (1962): R is the
 * length of the longest x̃, γ the distance of the nearest x̃ from a separating plane through the origin.
 *
 * <p>Run it: {@code ./nn lesson perceptron-training}
 */
public final class PerceptronTrainingLesson implements Lesson {
    private static final Parameter RATE = Parameter.real("rate", "step size r", 0.02, 1e-6, 1000);
    private static final int MOST_PASSES = 1_000_000;
    private static final int POINTS = 200;
    private static final double[] GAPS = {0.3, 0.1, 0.03, 0.01, 0.003};

    @Override
    public About about() {
        return new About(
                2,
                "perceptron-training",
                "A perceptron learns from its mistakes",
                "A “Training A Perceptron”, exercise 2; B “Training Perceptron”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(RATE);
    }

    @Override
    public LessonReport run(LessonContext context) {
        PlanePoints animals = Animals.points();
        Perceptron perceptron = Perceptron.of(PerceptronLesson.START);
        PerceptronTraining cute = perceptron.train(animals.x(), animals.labels(), context.number(RATE), MOST_PASSES);
        double[] w = perceptron.weights(), hand = PerceptronLesson.START.clone();
        for (int pass = 0; pass < cute.passes(); pass++) byHand(hand, animals, context.number(RATE));
        Table table = new Table(
                "%d points in two clouds, by the gap between them".formatted(POINTS),
                "gap on each side | passes | mistakes | Novikoff allows | accuracy");
        double[] mistakes = new double[GAPS.length],
                bounds = new double[GAPS.length],
                accuracy = new double[GAPS.length];
        for (int i = 0; i < GAPS.length; i++) {
            // @start region="train"
            Clouds clouds = PlaneData.clouds(POINTS, GAPS[i], context.seed());
            PlanePoints points = clouds.points();
            Perceptron learner = Perceptron.zero(2);
            PerceptronTraining training = learner.train(points.x(), points.labels(), 1, MOST_PASSES);
            mistakes[i] = training.mistakes();
            bounds[i] = Perceptron.mistakeBound(Perceptron.of(clouds.weights()), points.x(), points.labels());
            // @end
            accuracy[i] = learner.accuracy(points.x(), points.labels());
            table.row(
                    "%.3f | %,d | %,.0f | %,.0f | %.1f %%",
                    GAPS[i], training.passes(), mistakes[i], bounds[i], 100 * accuracy[i]);
        }
        double cuteAccuracy = perceptron.accuracy(animals.x(), animals.labels());
        return new LessonReport("""
                Look at one animal after the other. If the answer is right, change nothing. If it is wrong, add a little
                of that animal to the weights, or take a little away: the sum moves in the right direction, and often past
                zero, where the answer becomes right. Go through all animals again and again until a whole pass brings no
                mistake.""")
                .formula("w ← w + r (T − P) x̃,  T = truth, P = answer, r = rate, x̃ = (1, size, fur)")
                .claim("“How long does it take to train to 100 % accuracy?” (A, exercise 2)")
                .measured(
                        "The animals: %.0f %% after %d passes, in which %d mistakes were made. w = (%.2f, %.2f, %.2f).",
                        100 * cuteAccuracy, cute.passes(), cute.mistakes(), w[0], w[1], w[2])
                .measured(
                        "The rule as it is written out here and the library's perceptron come to %s.",
                        Arrays.equals(hand, w) ? "the same weights, to the last bit" : "different weights")
                .measured("""
                        How long depends on the gap between the classes. From w = 0 mistakes never exceed (R/γ)², where R is
                        the length of the longest x̃ and γ the gap on each side. That number depends neither on the rate nor
                        on how many points there are: a tenth of the gap allows a hundred times as many.""")
                .table(table)
                .picture(animalsPicture(w, cuteAccuracy))
                .picture(mistakesPicture(mistakes, bounds))
                .value("animalAccuracy", cuteAccuracy)
                .value("animalPasses", cute.passes())
                .value("animalMistakes", cute.mistakes())
                .value("handWeights", hand)
                .value("libraryWeights", w)
                .value("gaps", GAPS)
                .value("mistakes", mistakes)
                .value("bounds", bounds)
                .value("accuracy", accuracy);
    }

    /** One pass with the rule written out. */
    private static void byHand(double[] w, PlanePoints points, double rate) {
        for (int i = 0; i < points.size(); i++) {
            int truth = points.labels()[i];
            double[] x = points.x()[i];
            // @start region="rule"
            int answer = w[0] + w[1] * x[0] + w[2] * x[1] > 0 ? 1 : 0;
            w[0] += rate * (truth - answer);
            w[1] += rate * (truth - answer) * x[0];
            w[2] += rate * (truth - answer) * x[1];
            // @end
        }
    }

    private static Picture animalsPicture(double[] trained, double accuracy) {
        PlanePlot plot = PlanePlot.of("Before and after training", PerceptronLesson.SIZE, PerceptronLesson.FUR)
                .sides(PerceptronLesson.network(trained)::predict)
                .border("before", PerceptronLesson.START, Palette.SOFT_INK, true)
                .border("after", trained, Palette.INK, false);
        PointsPicture.add(plot, Animals.points(), "cute", "not cute");
        for (Animal animal : Animals.all()) plot.label(animal.name(), animal.size(), animal.fur());
        return new Picture(
                "animals",
                "Red: what the trained perceptron calls cute. It is right about %.0f %% of them."
                        .formatted(100 * accuracy),
                plot.draw());
    }

    private static Picture mistakesPicture(double[] mistakes, double[] bounds) {
        Chart chart =
                new Chart("Mistakes before it is perfect", "gap on each side (in units of x)", "mistakes (count)");
        chart.dashed("Novikoff's bound (R/γ)²", GAPS, bounds, Palette.SOFT_INK);
        chart.thick("mistakes made", GAPS, mistakes, Palette.BLUE);
        chart.logX().logY();
        return new Picture("mistakes", "Both axes are logarithmic. The mistakes stay below the bound.", chart.svg());
    }
}
