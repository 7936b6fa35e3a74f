package dev.nn.examples.lesson.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.nn.examples.plot.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Runs a lesson for its test, and checks what every report must have: a claim, sentences, tables, pictures, numbers. */
public final class Reports {
    private static final int LEAST_COLOURS = 3;

    private Reports() {}

    public static LessonReport of(Lesson lesson, long seed) throws IOException {
        LessonReport report = lesson.run(new LessonContext(seed));
        assertThatCode(() -> Teaching.of(lesson.about().name()).filled(report)).doesNotThrowAnyException();
        assertThat(report.idea()).isNotBlank();
        assertThat(report.claims()).isNotEmpty().doesNotContain("");
        assertThat(report.measured()).isNotEmpty().noneMatch(sentence -> sentence.contains("NaN"));
        assertThat(report.tables()).isNotEmpty();
        for (Table table : report.tables()) assertThat(table.rows()).isNotEmpty();
        assertThat(report.pictures()).isNotEmpty();
        assertThat(report.pictures()).extracting(Picture::name).doesNotHaveDuplicates();
        for (Picture picture : report.pictures()) {
            assertThat(picture.caption()).isNotBlank();
            assertThat(colours(picture.image())).as(picture.name()).isGreaterThanOrEqualTo(LEAST_COLOURS);
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

    private static long colours(BufferedImage image) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .distinct()
                .count();
    }
}
