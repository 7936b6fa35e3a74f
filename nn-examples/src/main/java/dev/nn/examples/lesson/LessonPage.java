package dev.nn.examples.lesson;

import static dev.nn.examples.lesson.Html.element;
import static dev.nn.examples.lesson.Html.escape;

import dev.nn.examples.lesson.network.PlaygroundLesson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** All lessons as one HTML page that needs nothing else: pictures and styles are inside. */
final class LessonPage {
    private static final String TEMPLATE = "lesson-page.html";

    private LessonPage() {}

    /** The page of these lessons, in their order. */
    static String of(List<LessonRun> runs) throws IOException {
        boolean playground = runs.stream()
                .flatMap(run -> run.report().pages().stream())
                .anyMatch(page -> page.name().equals(PlaygroundLesson.NAME));
        StringBuilder lessons = new StringBuilder();
        for (LessonRun run : runs) lessons.append(LessonSection.of(run, playground));
        String contents = runs.stream()
                .map(run -> "<li value=\"%d\"><a href=\"#%s\">%s</a></li>"
                        .formatted(
                                run.about().number(),
                                run.about().name(),
                                escape(run.about().title())))
                .collect(Collectors.joining("\n"));
        String lectures = Lectures.ALL.stream()
                .map(lecture -> element("li", escape(lecture)))
                .collect(Collectors.joining());
        return template()
                .replace("${contents}", contents)
                .replace("${lectures}", lectures)
                .replace("${lessons}", lessons);
    }

    private static String template() throws IOException {
        try (InputStream resource = LessonPage.class.getResourceAsStream(TEMPLATE)) {
            if (resource == null) throw new IOException("nn was built without its page: " + TEMPLATE);
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
