package dev.nn.examples.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.Excerpt;
import dev.nn.examples.lesson.desk.Exercise;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.lesson.desk.Teaching;
import dev.nn.examples.lesson.desk.WebPage;
import dev.nn.examples.plot.Canvas;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of all lessons: complete, in order, safe, and in need of nothing else. */
class LessonPageTest {
    private static final Pattern ELSEWHERE =
            Pattern.compile("(src|href)=\"(?!data:image/png;base64,|data:,|#)|url\\(|@import");

    private static final Teaching TEACHING = new Teaching(
            "Which is `less`?",
            "1 < 2",
            List.of(new Excerpt("lesson.training.Descent", "step", "A step.")),
            "So:\n\n    1 < 2",
            List.of(new Exercise("rate=0.21", "", "what is 1 < 2?", "true & \"so\"")));

    @Test
    void needsNothingElseAndEscapesText() throws IOException {
        String page = LessonPage.of(List.of(run(1, "one"), run(2, "two")));
        assertThat(page).doesNotContainPattern(ELSEWHERE);
        assertThat(page).doesNotContain("${").doesNotContain("<script");
        assertThat(page).contains("name=\"viewport\" content=\"width=device-width, initial-scale=1\"");
        assertThat(page).contains("a &lt; b &amp; &quot;c&quot;").doesNotContain("a < b");
        assertThat(page).contains("tabindex=\"0\" aria-label=\"t\">");
        assertThat(page.indexOf("id=\"one\"")).isPositive().isLessThan(page.indexOf("id=\"two\""));
        assertThat(page)
                .contains(
                        "href=\"#one\"", "<th scope=\"col\" class=\"number\">n</th>", "<td class=\"number\">3.5</td>");
        assertThat(page).containsSubsequence("<figure><svg", "aria-label=\"see\"", "<figcaption>see</figcaption>");
        assertThat(page)
                .containsSubsequence(
                        "Guess first",
                        "Which is <code>less</code>?",
                        "<summary>Answer</summary>",
                        "path[s + 1][i] -= rate * slope[i]",
                        "<summary>Derivation</summary>",
                        "<pre>1 &lt; 2</pre>",
                        "Measured",
                        "Try it",
                        "./nn lesson one <span class=\"option\">--set rate=0.21</span>",
                        "what is 1 &lt; 2?",
                        "<summary>Solution</summary>",
                        "true &amp; &quot;so&quot;");
        assertThat(page).contains("./nn lesson two <span class=\"option\">--seed</span> 5");
    }

    /** A lesson's presets lead to their recordings, where those lie beside the page. */
    @Test
    void presetsLeadToTheRecordedPlayground() throws IOException {
        String alone = LessonPage.of(List.of(run(1, "boolean-functions")));
        assertThat(alone)
                .contains(
                        "In the playground: XOR with no hidden layer.",
                        "./nn playground <span class=\"option\">--preset</span> xor-linear")
                .doesNotContain("playground.html");
        LessonRun recorded = run(23, "playground");
        recorded.report().page(new WebPage("playground", "Open it", "<p>"));
        assertThat(LessonPage.of(List.of(run(1, "boolean-functions"), recorded)))
                .contains("<a href=\"playground.html#xor-linear\">", "<a href=\"playground.html\">Open it</a>");
    }

    private static LessonRun run(int number, String name) {
        Canvas canvas = new Canvas(20, 10);
        canvas.fill(Palette.BLUE, 1, 1, 5, 5);
        LessonReport report = new LessonReport("a < b & \"c\"")
                .claim("claim")
                .measured("%.1f", 2.0)
                .table(new Table("t", "word | n").row("x | %.1f", 3.5))
                .picture(new Picture("p", "see", canvas));
        return new LessonRun(
                new Lesson.About(number, name, "Title " + name, "A"), 5, List.of(), Map.of(), report, TEACHING, 0.1);
    }
}
