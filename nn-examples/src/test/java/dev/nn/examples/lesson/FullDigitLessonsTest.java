package dev.nn.examples.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.digits.Luck;
import dev.nn.examples.lesson.digits.MnistLesson;
import dev.nn.examples.lesson.digits.PruningLesson;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lessons on digits as they stand in the course, with all 60,000 images: {@code -Dtest.excluded=none} runs this. */
@Tag("exhaustive")
class FullDigitLessonsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lesson14Reads98PercentOfTheTestImages(long seed) throws IOException {
        assertThat(Reports.of(new MnistLesson(), seed).number("accuracy")).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void lesson17TrimsMoreThanHalf() throws IOException {
        LessonReport report = Reports.of(new PruningLesson(), 42);
        assertThat(report.number("accuracy")).isGreaterThan(0.975);
        assertThat(report.number("shareForOnePoint")).isGreaterThanOrEqualTo(0.6);
        assertThat(report.number("shareForOnePointRetrained")).isGreaterThanOrEqualTo(0.85);
    }

    @Test
    void lesson18SpreadsByAboutAPoint() throws IOException {
        LessonReport report = Reports.of(new Luck(), 42);
        assertThat(report.number("best") - report.number("worst")).isBetween(0.005, 0.03);
        assertThat(report.number("bitsTwoThreads")).isZero();
    }
}
