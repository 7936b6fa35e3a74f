package dev.nn.examples.lesson.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.nn.examples.plot.Picture;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Runs a lesson for its test, and checks what every report must have: a claim, sentences, tables, pictures, numbers. */
public final class Reports {
    private static final int LEAST_SHAPES = 3;

    private Reports() {}

    public static LessonReport of(Lesson lesson, long seed) throws IOException {
        return of(lesson, new LessonContext(seed));
    }

    public static LessonReport of(Lesson lesson, LessonContext context) throws IOException {
        LessonReport report = lesson.run(context);
        assertThatCode(() -> Teaching.of(lesson.about().name()).filled(report)).doesNotThrowAnyException();
        assertThat(report.idea()).isNotBlank();
        assertThat(report.claims()).isNotEmpty().doesNotContain("");
        assertThat(report.measured()).isNotEmpty().noneMatch(sentence -> sentence.contains("NaN"));
        assertThat(report.tables()).isNotEmpty();
        for (Table table : report.tables()) assertThat(table.rows()).isNotEmpty();
        assertThat(report.pictures()).isNotEmpty();
        assertThat(report.figures()).extracting(Picture::name).doesNotHaveDuplicates();
        for (Picture picture : report.figures()) {
            assertThat(picture.caption()).isNotBlank();
            assertThat(picture.svg().replaceAll("base64,[^\"]*", ""))
                    .as(picture.name())
                    .startsWith("<svg")
                    .endsWith("</svg>")
                    .doesNotContain("NaN", "Infinity")
                    .contains("aria-label=\"")
                    .containsAnyOf("<text", "<image");
            if (!picture.svg().contains("<image")) {
                assertThat(shapes(picture.svg())).as(picture.name()).isGreaterThanOrEqualTo(LEAST_SHAPES);
            }
            assertThatCode(() -> parse(picture.svg())).as(picture.name()).doesNotThrowAnyException();
        }
        assertThat(report.values()).isNotEmpty();
        report.values()
                .forEach((name, value) -> assertThat(isFinite(value)).as(name).isTrue());
        return report;
    }

    private static boolean isFinite(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().allMatch(Reports::isFinite);
            case Number number -> Double.isFinite(number.doubleValue());
            case Boolean truth -> true;
            default -> false;
        };
    }

    private static long shapes(String svg) {
        return Pattern.compile("<(rect|circle|path|image) ")
                .matcher(svg)
                .results()
                .count();
    }

    private static void parse(String xml) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
