package dev.nn.examples.lesson.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import java.io.IOException;

/** Lesson 14 with a sixth of the images; {@link FullDigitLessonsTest} asserts its outcome with all. */
class MnistLessonTest {
    @Seeds({1, 100, 2000})
    void mostDigitsAreRead(long seed) throws IOException {
        LessonReport report = Reports.of(new MnistLesson(true), seed);
        assertThat(report.number("accuracy")).isGreaterThan(0.91);
        assertThat(report.number("lastTrainLoss")).isLessThan(report.number("firstTrainLoss") / 2);
    }
}
