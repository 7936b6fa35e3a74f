package dev.nn.examples.lesson.perceptron;

import dev.nn.examples.data.Animals;
import dev.nn.examples.data.NoisySine;
import dev.nn.examples.data.PlaneData;
import dev.nn.examples.data.PlaneData.Clouds;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.PointsPicture;
import dev.nn.examples.lesson.desk.StraightLine;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.examples.plot.PlanePlot;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Lesson 0 shows the data that the other lessons learn from, drawn once each.
 *
 * <p>Run it: {@code ./nn lesson datasets}
 */
public final class Datasets implements Lesson {
    private static final Parameter POINTS =
            Parameter.whole("points", "points of the clouds; the others in proportion", 200, 10, 400);
    private static final Parameter NOISE =
            Parameter.real("noise", "standard deviation of what is added to the sine", 0.1, 0, 10);

    @Override
    public About about() {
        return new About(0, "datasets", "The data that the lessons learn from", "A, B “Defining Cuteness”; C; E");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(POINTS, NOISE);
    }

    @Override
    public LessonReport run(LessonContext context) {
        long seed = context.seed();
        int points = context.whole(POINTS);
        double noise = context.number(NOISE);
        Clouds clouds = PlaneData.clouds(points, 0.1, seed);
        PlanePoints rings = PlaneData.rings(points, seed), spirals = PlaneData.spirals(3 * points / 2, 1.5, 0.02, seed);
        PlanePoints xor = PlaneData.xor(points, seed), animals = Animals.points();
        NoisySine sine = NoisySine.draw(points / 2, noise, seed);
        Table table = new Table("The data sets", "data set | rows | of class 1 | what the best straight line can do");
        row(table, "animals", animals, "separate them");
        row(table, "clouds", clouds.points(), "separate them, with a gap of 0.1 on each side");
        row(table, "xor", xor, line(xor));
        row(table, "rings", rings, line(rings));
        row(table, "spirals", spirals, line(spirals));
        double off = offSine(sine), offLine = offLine(sine);
        table.row("sine | %d | - | miss it by %.2f (root mean square)", sine.x().length, offLine);
        return new LessonReport("""
                Small data sets, each from a generator with a seed: the same seed gives the same points on every machine.
                The digits of later lessons are real: 60,000 images to learn from and 10,000 to test on (MNIST).""")
                .claim("The lectures use animals by size and fur, points in the plane, a sine, and MNIST's digits.")
                .measured("""
                        With seed %d: the table and pictures below. The samples of the sine, drawn with noise %s, lie %.2f away
                        from it (root mean square). The straight line that fits them best lies %.2f away from them.""", seed, Parameter.text(noise), off, offLine)
                .table(table)
                .picture(animals(animals))
                .picture(plane(
                        "clouds",
                        "Clouds with a known gap",
                        "Two classes with a gap on each side of the dashed line.",
                        clouds.points(),
                        clouds.weights()))
                .picture(plane(
                        "xor",
                        "XOR",
                        "Class 1 is where x and y have different signs: the points' form of “either … or”.",
                        xor,
                        new double[3]))
                .picture(plane("rings", "Rings", "A disc, and a ring around it.", rings, new double[3]))
                .picture(plane(
                        "spirals", "Spirals", "Two arms, one half a turn behind the other.", spirals, new double[3]))
                .picture(sine(sine, noise))
                .value("animals", animals.size())
                .value(
                        "bestLines",
                        StraightLine.bestAccuracy(xor),
                        StraightLine.bestAccuracy(rings),
                        StraightLine.bestAccuracy(spirals))
                .value("offSine", off)
                .value("offLine", offLine)
                .value("rows", clouds.points().size() + xor.size() + rings.size() + spirals.size() + sine.x().length);
    }

    /** Separates all, or so many at best. */
    private static String line(PlanePoints points) {
        double best = StraightLine.bestAccuracy(points);
        return best == 1 ? "separate them" : String.format(Locale.ROOT, "get %.1f %% right", 100 * best);
    }

    private static double offSine(NoisySine sine) {
        return rootMeanSquare(sine, Math::sin);
    }

    /** Of least squares. */
    private static double offLine(NoisySine sine) {
        int n = sine.x().length;
        double x = mean(n, i -> sine.x()[i]), t = mean(n, i -> sine.t()[i]);
        double slope = mean(n, i -> (sine.x()[i] - x) * sine.t()[i]) / mean(n, i -> Math.pow(sine.x()[i] - x, 2));
        return rootMeanSquare(sine, at -> t + slope * (at - x));
    }

    private static double rootMeanSquare(NoisySine sine, DoubleUnaryOperator curve) {
        return Math.sqrt(mean(sine.x().length, i -> Math.pow(sine.t()[i] - curve.applyAsDouble(sine.x()[i]), 2)));
    }

    private static double mean(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).average().orElse(0);
    }

    private static void row(Table table, String name, PlanePoints points, String line) {
        table.row(
                "%s | %d | %d | %s",
                name, points.size(), IntStream.of(points.labels()).sum(), line);
    }

    private static Picture animals(PlanePoints points) {
        PlanePlot plot = PlanePlot.of("Ten animals", PerceptronLesson.SIZE, PerceptronLesson.FUR);
        PointsPicture.add(plot, points, "cute", "not cute");
        for (Animals.Animal animal : Animals.all()) plot.label(animal.name(), animal.size(), animal.fur());
        return new Picture(
                "animals",
                "Ten animals by size and fur. Which are cute is somebody's opinion, and what is to be learnt.",
                plot.draw());
    }

    private static Picture plane(String name, String title, String caption, PlanePoints points, double[] line) {
        PlanePlot plot = PlanePlot.of(title, PointsPicture.X, PointsPicture.Y);
        plot.border("the line that the gap is measured from", line, Palette.INK, true);
        return new Picture(name, caption, PointsPicture.add(plot, points).draw());
    }

    private static Picture sine(NoisySine sine, double noise) {
        Chart chart = new Chart("A noisy sine", new Axis("x (radians)", 0, 2 * Math.PI), "t");
        double[] x = IntStream.range(0, sine.x().length)
                .mapToDouble(i -> sine.x()[i])
                .toArray();
        double[] t = IntStream.range(0, sine.t().length)
                .mapToDouble(i -> sine.t()[i])
                .toArray();
        double[] truth =
                IntStream.range(0, x.length).mapToDouble(i -> Math.sin(x[i])).toArray();
        chart.line("sin x", x, truth, Palette.SOFT_INK);
        chart.points("samples, noise " + Parameter.text(noise), x, t, Palette.BLUE);
        return new Picture(
                "sine",
                "One period of the sine with noise of standard deviation %s.".formatted(Parameter.text(noise)),
                chart.svg());
    }
}
