package dev.nn.examples.lesson.errata;

import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The appendix gathers what the five decks of slides have wrong, so that no lesson has to. Each error has a number: how far
 * off one is who takes the slide at its word, and the same number for what is right.
 *
 * <p>Run it: {@code ./nn lesson slide-errors}
 */
public final class SlideErrors implements Lesson {
    @Override
    public About about() {
        return new About(
                34,
                "slide-errors",
                "Appendix: what the slides get wrong, each with its proof",
                "A, B, C, D, E, as named");
    }

    @Override
    public LessonReport run(LessonContext context) {
        List<Erratum> all = Stream.of(
                        GradientErrata.of(context.seed()),
                        FormulaErrata.of(context.seed()),
                        ClaimErrata.of(context.seed()))
                .flatMap(List::stream)
                .toList();
        Table table = new Table(
                "Taken at its word, and put right: the number is how far off it is",
                "number | slide | what is measured | as printed | right");
        LessonReport report = new LessonReport("""
                The lessons follow five lectures and can be read without them. Whoever reads the slides, too, will meet some
                misprints and some sentences that are not true. Here they are, with what is right, and a measurement of each:
                an error that can be argued about is settled by computing both sides.""")
                .claim("Lectures contain errors; a formula is to be trusted when it has been checked.");
        for (int i = 0; i < all.size(); i++) {
            Erratum each = all.get(i);
            report.correction("%d. %s: “%s”. Right: %s.".formatted(i + 1, each.where(), each.printed(), each.right()));
            table.row(
                    "%d | %s | %s | %s | %s",
                    i + 1, each.where(), each.measured(), text(each.asPrinted()), text(each.corrected()));
            report.value(each.id(), each.asPrinted(), each.corrected());
        }
        long proven = all.stream()
                .filter(each -> each.asPrinted() > 1e-3 && each.corrected() < 1e-5)
                .count();
        double least = all.stream().mapToDouble(Erratum::asPrinted).min().orElseThrow();
        double most = all.stream().mapToDouble(Erratum::corrected).max().orElseThrow();
        return report.measured("""
                        %d of %d errors are proven here: as printed the number is at least %s, put right it is at most %s, which
                        is rounding.""", proven, all.size(), text(least), text(most))
                .table(table)
                .picture(picture(all))
                .value("errors", all.size())
                .value("proven", proven);
    }

    private static String text(double number) {
        if (number == 0) return "0";
        return number < 1e-3
                ? "%.0e".formatted(number)
                : number == Math.rint(number) ? "%.0f".formatted(number) : "%.3g".formatted(number);
    }

    private static Picture picture(List<Erratum> all) {
        Chart chart =
                new Chart("How far off: as printed, and put right", "number of the error", "measured (logarithmic)");
        double[] number = IntStream.rangeClosed(1, all.size()).asDoubleStream().toArray();
        chart.points(
                "as printed",
                number,
                all.stream().mapToDouble(Erratum::asPrinted).toArray(),
                Palette.VERMILION);
        // A logarithmic axis has no 0: what is exact is drawn at the height of rounding in double precision.
        chart.points(
                "put right",
                number,
                all.stream().mapToDouble(e -> Math.max(e.corrected(), 1e-16)).toArray(),
                Palette.GREEN);
        chart.logY();
        return new Picture("errors", "Every error as printed is far from what rounding does.", chart.svg());
    }
}
