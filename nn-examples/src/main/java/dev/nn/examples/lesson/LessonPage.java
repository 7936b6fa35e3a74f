package dev.nn.examples.lesson;

import dev.nn.examples.lesson.desk.Drawing;
import dev.nn.examples.lesson.desk.Exercise;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.lesson.desk.WebPage;
import dev.nn.examples.lesson.network.PlaygroundLesson;
import dev.nn.examples.playground.Preset;
import dev.nn.examples.plot.Picture;
import dev.nn.examples.plot.Png;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All lessons as one HTML page that needs nothing else: pictures are data URIs, styles are inside. */
final class LessonPage {
    private static final String TEMPLATE = "lesson-page.html";

    private final StringBuilder html = new StringBuilder();

    /** Whether the recorded playground lies beside the page. */
    private final boolean playground;

    private LessonPage(boolean playground) {
        this.playground = playground;
    }

    /** The page of these lessons, in their order. */
    static String of(List<LessonRun> runs) throws IOException {
        boolean playground = runs.stream()
                .flatMap(run -> run.report().pages().stream())
                .anyMatch(page -> page.name().equals(PlaygroundLesson.NAME));
        LessonPage page = new LessonPage(playground);
        for (LessonRun run : runs) page.lesson(run);
        String contents = runs.stream()
                .map(run -> "<li value=\"%d\"><a href=\"#%s\">%s</a></li>"
                        .formatted(
                                run.about().number(),
                                run.about().name(),
                                escape(run.about().title())))
                .collect(Collectors.joining("\n"));
        String lectures = Lectures.ALL.stream()
                .map(lecture -> "<li>" + escape(lecture) + "</li>")
                .collect(Collectors.joining("\n"));
        return template()
                .replace("${contents}", contents)
                .replace("${lectures}", lectures)
                .replace("${lessons}", page.html);
    }

    private static String template() throws IOException {
        try (InputStream resource = LessonPage.class.getResourceAsStream(TEMPLATE)) {
            if (resource == null) throw new IOException("nn was built without its page: " + TEMPLATE);
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void lesson(LessonRun run) throws IOException {
        LessonReport report = run.report();
        html.append("<section id=\"%s\">\n".formatted(run.about().name()));
        element(
                "h2",
                "<span class=\"number\">%d</span> %s"
                        .formatted(run.about().number(), escape(run.about().title())));
        element("p class=\"slides\"", "From: " + escape(run.about().slides()));
        element("p", escape(report.idea()));
        if (!report.formulas().isEmpty()) {
            element("pre", escape(String.join("\n", report.formulas())));
        }
        box("claim", "Said, and to be tested", report.claims());
        box("correction", "Corrections", report.corrections());
        box("measured", "Measured", report.measured());
        report.tables().forEach(this::table);
        html.append("<div class=\"pictures\">\n");
        for (Drawing drawing : report.drawings()) {
            html.append("<figure>%s<figcaption>%s</figcaption></figure>\n"
                    .formatted(drawing.svg(), escape(drawing.caption())));
        }
        for (Picture picture : report.pictures()) picture(picture);
        html.append("</div>\n");
        for (Exercise exercise : report.exercises()) {
            element(
                    "details",
                    "<summary>Try it: %s</summary>%s".formatted(escape(exercise.task()), escape(exercise.answer())));
        }
        for (WebPage page : report.pages()) {
            element("p", "<a href=\"%s\">%s</a>".formatted(escape(page.file()), escape(page.title())));
        }
        presets(run.about().name());
        element(
                "p class=\"run\"",
                "Run it: <code>./nn lesson %s --seed %d</code>"
                        .formatted(run.about().name(), run.seed()));
        html.append("</section>\n");
    }

    /** What of a lesson can be played with. */
    private void presets(String lesson) {
        for (Preset preset : Preset.of(lesson)) {
            String title = escape(preset.title());
            String link = playground && preset.isRecorded()
                    ? "<a href=\"%s.html#%s\">%s</a>".formatted(PlaygroundLesson.NAME, preset.name(), title)
                    : title;
            element(
                    "p class=\"run\"",
                    "In the playground: %s. Live: <code>./nn playground --preset %s</code>"
                            .formatted(link, preset.name()));
        }
    }

    private void box(String kind, String title, List<String> paragraphs) {
        if (paragraphs.isEmpty()) return;
        html.append("<div class=\"box %s\">\n".formatted(kind));
        element("h3", title);
        paragraphs.forEach(paragraph -> element("p", escape(paragraph)));
        html.append("</div>\n");
    }

    private void table(Table table) {
        element("p class=\"title\"", escape(table.title()));
        html.append(
                "<div class=\"scroll\" tabindex=\"0\">\n<table aria-label=\"%s\">\n".formatted(escape(table.title())));
        html.append("<thead>\n");
        row(table, "th scope=\"col\"", table.columns());
        html.append("</thead>\n<tbody>\n");
        table.rows().forEach(row -> row(table, "td", row));
        html.append("</tbody>\n</table>\n</div>\n");
    }

    private void row(Table table, String tag, List<String> cells) {
        String line = IntStream.range(0, cells.size())
                .mapToObj(column -> "<%s%s>%s</%s>"
                        .formatted(
                                tag,
                                table.isNumeric(column) ? " class=\"number\"" : "",
                                escape(cells.get(column)),
                                tag.substring(0, 2)))
                .collect(Collectors.joining());
        element("tr", line);
    }

    private void picture(Picture picture) throws IOException {
        html.append(String.format(
                Locale.ROOT,
                "<figure><img src=\"data:image/png;base64,%s\" width=\"%d\" height=\"%d\" alt=\"%s\">"
                        + "<figcaption>%s</figcaption></figure>%n",
                Base64.getEncoder().encodeToString(Png.bytes(picture.image())),
                picture.image().getWidth(),
                picture.image().getHeight(),
                escape(picture.caption()),
                escape(picture.caption())));
    }

    /** An element with its content, which is HTML already; {@code tag} may have attributes. */
    private void element(String tag, String content) {
        html.append("<%s>%s</%s>%n".formatted(tag, content, tag.split(" ", 2)[0]));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
