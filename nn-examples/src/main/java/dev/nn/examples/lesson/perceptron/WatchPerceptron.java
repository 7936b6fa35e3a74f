package dev.nn.examples.lesson.perceptron;

import dev.nn.examples.data.Animals;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.StraightLine;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.lesson.perceptron.Watching.Move;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.perceptron.Perceptron;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lesson 27 shows a perceptron at work, mistake by mistake: the line after each of them. With one animal more there is no
 * line, and it never settles.
 *
 * <p>B, “Training Perceptron”, has such steps as slides; “Add in more data – what goes wrong?” is A, exercise 3.
 *
 * <p>Run it: {@code ./nn lesson watch-a-perceptron}
 */
public final class WatchPerceptron implements Lesson {
    private static final Parameter RATE = Parameter.real("rate", "step size r", 0.02, 1e-6, 1000);
    private static final Parameter SIZE = Parameter.real("size", "size of the eleventh animal", 0.6, 0, 10),
            FUR = Parameter.real("fur", "fur of the eleventh animal", 4, 0, 7);
    private static final String MORE = "tarantula";
    private static final int PASSES = 10_000, SHOWN = 100;

    @Override
    public About about() {
        return new About(
                27,
                "watch-a-perceptron",
                "Watching a perceptron: the line after every mistake",
                "B “Training Perceptron”; A “The Limits of Linearity”, exercise 3");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(RATE, SIZE, FUR);
    }

    @Override
    public LessonReport run(LessonContext context) {
        double rate = context.number(RATE);
        PlanePoints animals = Animals.points();
        Watching film = Watching.of(Perceptron.of(PerceptronLesson.START), animals.x(), animals.labels(), rate, PASSES);
        LessonReport report = new LessonReport("""
                Lesson 2 trained a perceptron and told how long it took. Here is every step of it. The weights are three
                numbers, and they are a line. A mistake adds a little of the animal to the weights or takes it away, and
                the line moves. Watch which way it moves, and how a mistake about one animal undoes what was learnt from another.""")
                .formula("w ← w + r (T − P) x̃,  so w·x̃ changes by r (T − P) |x̃|²: always in the right direction")
                .claim(
                        "“In words: for each element in the set, if I guess wrong, move w by a small amount to make me less wrong.” (B)")
                .claim("“Add in more data – what goes wrong?” (A, exercise 3)");
        addFilm(report, film, animals);
        addMore(report, rate, context.number(SIZE), context.number(FUR));
        return report;
    }

    private static void addFilm(LessonReport report, Watching film, PlanePoints animals) {
        Table table = new Table(
                "Every mistake, from w = (−1.00, 0.50, 0.15)",
                "mistake | pass | animal | truth | w·x̃ | new w·x̃ | new w");
        int backwards = 0, fixed = 0, wrong = wrong(PerceptronLesson.START, animals);
        for (Move move : film.moves()) {
            double after = Perceptron.of(move.after()).score(animals.x()[move.example()]);
            if (after > 0 == (animals.labels()[move.example()] == 1)) fixed++;
            int now = wrong(move.after(), animals);
            if (now > wrong) backwards++;
            wrong = now;
            if (table.rows().size() == SHOWN) continue;
            table.row(
                    "%d | %d | %s | %s | %.3f | %.3f | (%.3f, %.3f, %.3f)",
                    table.rows().size() + 1,
                    move.pass(),
                    Animals.all().get(move.example()).name(),
                    PerceptronLesson.word(animals.labels()[move.example()]),
                    move.score(),
                    after,
                    move.after()[0],
                    move.after()[1],
                    move.after()[2]);
        }
        int mistakes = film.moves().size();
        report.measured("""
                        %d mistakes in %d passes, then none. After %d of them the animal just seen was right at once; after %d
                        more animals were wrong than before.""", mistakes, film.wrongAfter().size(), fixed, backwards)
                .table(table)
                .drawing(
                        PerceptronFilm.strip(film, animals)
                                .drawing(
                                        "film",
                                        "One frame for each mistake, with the animal's name. Size to the right, fur upwards; red circles are cute, blue"
                                                + " squares are not. Dashed: the line before the mistake. Solid: after it. The ring: the animal."))
                .page(PerceptronFilm.page(film, animals))
                .value("mistakes", mistakes)
                .value("passes", film.wrongAfter().size())
                .value("fixed", fixed)
                .value("backwards", backwards)
                .value("wrong", wrong);
    }

    /** One animal more, for which there may be no line. */
    private static void addMore(LessonReport report, double rate, double size, double fur) {
        PlanePoints more = with(Animals.points(), size, fur);
        Perceptron perceptron = Perceptron.of(PerceptronLesson.START);
        Watching film = Watching.of(perceptron, more.x(), more.labels(), rate, PASSES);
        int passes = film.wrongAfter().size(), last = film.wrongAfter().getLast();
        int fewest = Collections.min(film.wrongAfter());
        int[] late = film.wrongAfter().subList(passes / 2, passes).stream()
                .mapToInt(n -> n)
                .toArray();
        int least = Arrays.stream(late).min().orElseThrow(),
                most = Arrays.stream(late).max().orElseThrow();
        double longest = film.moves().stream()
                .mapToDouble(move -> length(move.after()))
                .max()
                .orElse(0);
        int best = (int) Math.round(StraightLine.bestAccuracy(more) * more.size());
        Table table = new Table("With the " + MORE, "pass | wrong animals after it | mistakes in it");
        for (int pass = 1; pass <= passes; pass *= 10) {
            int number = pass;
            table.row(
                    "%,d | %d | %d",
                    pass,
                    film.wrongAfter().get(pass - 1),
                    film.moves().stream().filter(move -> move.pass() == number).count());
        }
        int shown = Math.min(passes, SHOWN);
        Chart chart = new Chart(
                "With the " + MORE + ": no rest", new Axis("pass", 0, SHOWN), "wrong animals after it (count)");
        chart.thin(
                "wrong",
                IntStream.rangeClosed(1, shown).asDoubleStream().toArray(),
                film.wrongAfter().stream().limit(shown).mapToDouble(n -> n).toArray(),
                Palette.VERMILION);
        report.measured(
                        """
                        Add a %s, size %s, fur %s, not cute. Of all straight lines the best gets %d of %d animals right. The
                        perceptron %s""",
                        MORE,
                        size,
                        fur,
                        best,
                        more.size(),
                        last == 0
                                ? "finds one after %,d passes.".formatted(passes)
                                : ("still makes mistakes in pass %,d. In the second half of the passes between %d and %d animals"
                                                + " were wrong at the end of a pass; the weights never got longer than %.2f.")
                                        .formatted(passes, least, most, longest))
                .table(table)
                .picture(new Picture(
                        "unrest",
                        "Each mistake undoes another. Whoever stops it gets whatever line it had at that moment.",
                        chart.svg()))
                .value("bestOfAllLines", best)
                .value("animals", more.size())
                .value("wrongLast", last)
                .value("wrongFewest", fewest)
                .value("wrongLateLeast", least)
                .value("wrongLateMost", most)
                .value("longest", longest)
                .value("morePasses", passes);
    }

    private static PlanePoints with(PlanePoints animals, double size, double fur) {
        double[][] x = Arrays.copyOf(animals.x(), animals.size() + 1);
        x[animals.size()] = new double[] {size, fur};
        return new PlanePoints(x, Arrays.copyOf(animals.labels(), x.length));
    }

    private static int wrong(double[] w, PlanePoints points) {
        return (int) Math.round((1 - Perceptron.of(w).accuracy(points.x(), points.labels())) * points.size());
    }

    private static double length(double[] w) {
        return Math.sqrt(Arrays.stream(w).map(v -> v * v).sum());
    }
}
