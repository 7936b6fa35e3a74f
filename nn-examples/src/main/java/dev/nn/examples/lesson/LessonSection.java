package dev.nn.examples.lesson;

import static dev.nn.examples.lesson.Html.blocks;
import static dev.nn.examples.lesson.Html.element;
import static dev.nn.examples.lesson.Html.escape;
import static dev.nn.examples.lesson.Html.folded;
import static dev.nn.examples.lesson.Html.inline;

import dev.nn.examples.lesson.desk.Excerpt;
import dev.nn.examples.lesson.desk.Exercise;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.lesson.desk.Teaching;
import dev.nn.examples.lesson.desk.WebPage;
import dev.nn.examples.lesson.network.PlaygroundLesson;
import dev.nn.examples.playground.Preset;
import dev.nn.examples.plot.Picture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * One lesson of the page, in the order in which it is learnt: the idea, a question to guess, a picture, code, the
 * derivation, what was measured, things to try.
 */
final class LessonSection {
    /** What fits on a phone without scrolling, in pixels. */
    private static final double PHONE = 358;

    /** The size below which text in a picture can't be read; a picture whose text would become smaller scrolls. */
    private static final double SMALLEST_TEXT = 11;

    /** Letters of a cell that stays in one line: where others scroll out of sight, broken ones only make rows tall. */
    private static final int MOST_UNBROKEN = 26;

    private static final Pattern WIDTH = Pattern.compile("viewBox=\"0 0 ([\\d.]+)");
    private static final Pattern FONT_SIZE = Pattern.compile("font-size=\"([\\d.]+)\"");

    private final StringBuilder html = new StringBuilder();
    private final LessonRun run;

    /** Whether the recorded playground lies beside the page. */
    private final boolean playground;

    private LessonSection(LessonRun run, boolean playground) {
        this.run = run;
        this.playground = playground;
    }

    /** Its HTML. */
    static String of(LessonRun run, boolean playground) throws IOException {
        return new LessonSection(run, playground).write();
    }

    private String write() throws IOException {
        LessonReport report = run.report();
        Teaching teaching = run.teaching();
        String title = escape(run.about().title());
        add("h2", "<span class=\"number\">%d</span> %s".formatted(run.about().number(), title));
        add("p", inline(report.idea()));
        if (!teaching.question().isEmpty()) {
            String answer = folded("Answer", blocks(teaching.answer()));
            add("div class=\"box guess\"", element("h3", "Guess first") + blocks(teaching.question()) + answer);
        }
        List<String> figures = new ArrayList<>(
                report.figures().stream().map(LessonSection::figure).toList());
        if (!figures.isEmpty()) add("div class=\"pictures first\"", figures.removeFirst());
        for (Excerpt excerpt : teaching.excerpts()) code(excerpt);
        if (!report.formulas().isEmpty()) add("pre", escape(String.join("\n", report.formulas())));
        if (!teaching.derivation().isEmpty()) html.append(folded("Derivation", blocks(teaching.derivation())));
        box("claim", "Said, and to be tested", report.claims());
        box("correction", "Corrections", report.corrections());
        box("measured", "Measured", report.measured());
        report.tables().forEach(this::table);
        if (!figures.isEmpty()) add("div class=\"pictures\"", String.join("", figures));
        for (WebPage page : report.pages()) {
            add("p", "<a href=\"%s\">%s</a>".formatted(escape(page.file()), escape(page.title())));
        }
        tryIt(teaching.exercises());
        String settings = run.settings().entrySet().stream()
                .map(setting -> " --set %s=%s".formatted(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining());
        String command = "./nn lesson %s --seed %d%s".formatted(run.about().name(), run.seed(), settings);
        add("p class=\"run\"", "Run it: " + Html.code(escape(command)));
        if (!run.parameters().isEmpty()) {
            add(
                    "p class=\"run\"",
                    "Numbers for <code>--set</code>: "
                            + run.parameters().stream()
                                    .map(parameter -> escape(parameter.line()))
                                    .collect(Collectors.joining("; ")));
        }
        add("p class=\"run\"", "From: " + escape(run.about().slides()));
        add("p class=\"run\"", "<a href=\"#lessons\">↑ All lessons</a>");
        return element("section id=\"%s\"".formatted(run.about().name()), html.toString());
    }

    private static String figure(Picture picture) {
        String svg = picture.svg();
        double least = numbers(WIDTH, svg).findFirst().orElse(0)
                * SMALLEST_TEXT
                / numbers(FONT_SIZE, svg).min().orElse(SMALLEST_TEXT);
        if (least > PHONE) {
            String style = "min-width:%.0fpx".formatted(least);
            String caption = escape(picture.caption());
            svg = element(
                            "div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s\"".formatted(caption),
                            element("div style=\"%s\"".formatted(style), svg))
                    // The picture lies over the shadow that tells it of a table.
                    + element("p class=\"sideways\" aria-hidden=\"true\"", "↔ scrolls sideways");
        }
        return element("figure", svg + element("figcaption", inline(picture.caption())));
    }

    private static DoubleStream numbers(Pattern pattern, String svg) {
        return pattern.matcher(svg).results().mapToDouble(match -> Double.parseDouble(match.group(1)));
    }

    private void code(Excerpt excerpt) throws IOException {
        String caption = inline(excerpt.caption()) + " <code>%s</code>".formatted(escape(excerpt.file()));
        add(
                "figure class=\"code\"",
                element("figcaption", caption)
                        + element("pre tabindex=\"0\"", element("code", escape(excerpt.code()))));
    }

    private void tryIt(List<Exercise> exercises) {
        List<Preset> presets = Preset.of(run.about().name());
        if (exercises.isEmpty() && presets.isEmpty()) return;
        StringBuilder items = new StringBuilder();
        for (Exercise exercise : exercises) {
            String command = exercise.command(run.about().name());
            String line = command.isEmpty() ? "" : element("p", Html.code(escape(command)));
            items.append(element("li", line + blocks(exercise.task()) + folded("Solution", blocks(exercise.answer()))));
        }
        for (Preset preset : presets) items.append(element("li", preset(preset)));
        add("h3", "Try it");
        add("ol class=\"try\"", items.toString());
    }

    private String preset(Preset preset) {
        String title = escape(preset.title());
        String link = playground && preset.isRecorded()
                ? "<a href=\"%s.html#%s\">%s</a>".formatted(PlaygroundLesson.NAME, preset.name(), title)
                : title;
        return element("p", "In the playground: %s. %s".formatted(link, inline(preset.what())))
                + element("p", "Live: " + Html.code("./nn playground --preset " + preset.name()));
    }

    private void box(String kind, String title, List<String> paragraphs) {
        if (paragraphs.isEmpty()) return;
        String text = paragraphs.stream()
                .map(paragraph -> element("p", inline(paragraph)))
                .collect(Collectors.joining());
        add("div class=\"box %s\"".formatted(kind), element("h3", title) + text);
    }

    private void table(Table table) {
        String title = escape(table.title());
        String head = element("thead", row(table, "th scope=\"col\"", table.columns()));
        String body = table.rows().stream().map(row -> row(table, "td", row)).collect(Collectors.joining());
        add("p class=\"title\"", title);
        add(
                "div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s\"".formatted(title),
                element("table", head + element("tbody", body)));
    }

    private static String row(Table table, String tag, List<String> cells) {
        return element(
                "tr",
                IntStream.range(0, cells.size())
                        .mapToObj(column ->
                                element(tag + kind(table, column, cells.get(column)), escape(cells.get(column))))
                        .collect(Collectors.joining()));
    }

    private static String kind(Table table, int column, String cell) {
        if (table.isNumeric(column)) return " class=\"number\"";
        return cell.length() <= MOST_UNBROKEN ? " class=\"short\"" : " class=\"long\"";
    }

    private void add(String tag, String content) {
        html.append(element(tag, content));
    }
}
