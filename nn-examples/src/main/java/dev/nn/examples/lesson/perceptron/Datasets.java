package dev.nn.examples.lesson.perceptron;

import dev.nn.examples.data.Animals;
import dev.nn.examples.data.NoisySine;
import dev.nn.examples.data.PlaneData;
import dev.nn.examples.data.PlaneData.Clouds;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.PointsPicture;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.examples.plot.PlanePlot;
import java.util.stream.IntStream;

/**
 * Lesson 0 shows the data that the other lessons learn from, drawn once each.
 *
 * <p>Run it: {@code ./nn lesson datasets}
 */
public final class Datasets implements Lesson {

    @Override
    public About about() {
        return new About(0, "datasets", "The data that the lessons learn from", "A, B “Defining Cuteness”; C; E");
    }

    @Override
    public LessonReport run(LessonContext context) {
        long seed = context.seed();
        Clouds clouds = PlaneData.clouds(200, 0.1, seed);
        PlanePoints rings = PlaneData.rings(200, seed), spirals = PlaneData.spirals(300, 1.5, 0.02, seed);
        PlanePoints xor = PlaneData.xor(200, seed), animals = Animals.points();
        NoisySine sine = NoisySine.draw(100, 0.1, seed);
        Table table = new Table("The data sets", "data set | rows | of class 1 | what a straight line can do");
        row(table, "animals", animals, "separate them");
        row(table, "clouds", clouds.points(), "separate them, with a gap of 0.1 on each side");
        row(table, "xor", xor, "not separate them");
        row(table, "rings", rings, "not separate them");
        row(table, "spirals", spirals, "not separate them");
        table.row("sine | %d | - | fit it badly: it is a curve", sine.x().length);
        return new LessonReport("""
                Small data sets, each from a generator with a seed: the same seed gives the same points on every machine.
                The digits of later lessons are real: 60,000 images to learn from and 10,000 to test on (MNIST).""")
                .claim("The lectures use animals by size and fur, points in the plane, a sine, and MNIST's digits.")
                .measured("With seed %d: the tables and pictures below.", seed)
                .table(table)
                .picture(animals(animals))
                .picture(plane("clouds", "Clouds with a known gap", clouds.points(), clouds.weights()))
                .picture(plane("xor", "XOR", xor, new double[3]))
                .picture(plane("rings", "Rings", rings, new double[3]))
                .picture(plane("spirals", "Spirals", spirals, new double[3]))
                .picture(sine(sine))
                .value("animals", animals.size())
                .value("rows", clouds.points().size() + xor.size() + rings.size() + spirals.size() + sine.x().length);
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
        return new Picture("animals", "The animals of the cuteness problem.", plot.draw());
    }

    private static Picture plane(String name, String title, PlanePoints points, double[] line) {
        PlanePlot plot = PlanePlot.of(title, PointsPicture.X, PointsPicture.Y);
        plot.border("the line that the gap is measured from", line, Palette.INK, true);
        return new Picture(name, title + ".", PointsPicture.add(plot, points).draw());
    }

    private static Picture sine(NoisySine sine) {
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
        chart.points("samples, noise 0.1", x, t, Palette.BLUE);
        return new Picture("sine", "One period of the sine with noise of standard deviation 0.1.", chart.svg());
    }
}
