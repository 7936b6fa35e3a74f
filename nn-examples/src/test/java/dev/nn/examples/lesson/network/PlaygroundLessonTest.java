package dev.nn.examples.lesson.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Lesson 23: what the recorded trainings show holds for other seeds, too. */
class PlaygroundLessonTest {
    @Tag("long")
    @Seeds({1, 2, 42})
    void theRecordedTrainingsShowWhatTheyAreFor(long seed) throws IOException {
        LessonReport report = Reports.of(new PlaygroundLesson(), seed);
        assertThat(report.number("xorAccuracy")).isLessThan(0.8);
        assertThat(report.number("spiralAccuracy")).isGreaterThan(0.93);
        assertThat(report.number("vanishingRatio")).isLessThan(0.02);
        assertThat(report.number("deadShare")).isGreaterThan(0.1);
        assertThat(report.number("heartTrainLoss")).isLessThan(0.01);
        assertThat(report.number("heartTestLoss")).isGreaterThan(1.5 * report.number("heartLeastTestLoss"));
        assertThat(report.pages()).hasSize(1);
        assertThat(report.pages().getFirst().html()).hasSizeLessThan(1_500_000);
    }
}
