package dev.nn.examples.lesson;

import dev.nn.examples.lesson.desk.Excerpt;
import dev.nn.examples.lesson.desk.Exercise;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.lesson.desk.Teaching;
import dev.nn.examples.playground.Preset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A report as lines for the terminal. */
final class LessonText {
    private static final int WIDTH = 100;

    private final List<String> lines = new ArrayList<>();

    private LessonText() {}

    /** One line for the list of lessons. */
    static String line(Lesson.About about, int nameWidth) {
        return String.format("%3d  %-" + nameWidth + "s  %s", about.number(), about.name(), about.title());
    }

    /** The whole lesson; its pictures are files, which the command names. Answers and solutions come last. */
    static List<String> lines(LessonRun run) throws IOException {
        LessonText text = new LessonText();
        LessonReport report = run.report();
        Teaching teaching = run.teaching();
        text.lines.add(
                "Lesson %d: %s".formatted(run.about().number(), run.about().title()));
        text.lines.add("From: " + run.about().slides());
        text.lines.add("");
        text.wrap("", report.idea());
        text.section("Guess first", List.of(teaching.question()));
        if (!report.formulas().isEmpty()) text.lines.add("");
        report.formulas().forEach(formula -> text.lines.add("    " + formula));
        for (Excerpt excerpt : teaching.excerpts()) text.code(excerpt);
        text.section("Derivation", List.of(teaching.derivation()));
        text.section("Said, and to be tested", report.claims());
        text.section("Corrections", report.corrections());
        text.section("Measured", report.measured());
        report.tables().forEach(text::table);
        text.section(
                "Try it",
                numbered(teaching.exercises().stream()
                        .map(exercise -> Stream.of(exercise.command(run.about().name()), exercise.task())
                                .filter(words -> !words.isEmpty())
                                .collect(Collectors.joining(": ")))
                        .toList()));
        text.section(
                "Numbers for --set",
                run.parameters().stream().map(Parameter::line).toList());
        text.section(
                "In the playground",
                Preset.of(run.about().name()).stream()
                        .map(preset -> "%s: ./nn playground --preset %s".formatted(preset.title(), preset.name()))
                        .toList());
        text.section("Answer", List.of(teaching.answer()));
        text.section(
                "Solutions",
                numbered(teaching.exercises().stream().map(Exercise::answer).toList()));
        return text.lines;
    }

    private static List<String> numbered(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> "%d. %s".formatted(i + 1, texts.get(i)))
                .toList();
    }

    private void code(Excerpt excerpt) throws IOException {
        section("Code: " + excerpt.file(), List.of(excerpt.caption()));
        lines.add("");
        excerpt.code().lines().forEach(line -> lines.add("    " + line));
    }

    private void section(String title, List<String> paragraphs) {
        if (paragraphs.stream().allMatch(String::isEmpty)) return;
        lines.add("");
        lines.add(title);
        for (String paragraph : paragraphs) {
            for (String block : paragraph.split("\n\n", -1)) {
                if (block.startsWith("    ")) block.lines().forEach(lines::add);
                else wrap("  ", block);
            }
        }
    }

    /** Breaks a paragraph between words. */
    private void wrap(String indent, String paragraph) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : paragraph.split(" ", -1)) {
            if (line.length() > indent.length() && line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(indent);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
    }

    private void table(Table table) {
        int[] widths = IntStream.range(0, table.columns().size())
                .map(column -> IntStream.concat(
                                IntStream.of(table.columns().get(column).length()),
                                table.rows().stream()
                                        .mapToInt(row -> row.get(column).length()))
                        .max()
                        .orElse(0))
                .toArray();
        lines.add("");
        wrap("", table.title());
        lines.add(row(table, table.columns(), widths));
        lines.add("  " + IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining("  ")));
        table.rows().forEach(row -> lines.add(row(table, row, widths)));
    }

    private static String row(Table table, List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> {
                    String cell = cells.get(column), space = " ".repeat(widths[column] - cell.length());
                    return table.isNumeric(column) ? space + cell : cell + space;
                })
                .collect(Collectors.joining("  ", "  ", ""))
                .stripTrailing();
    }
}
