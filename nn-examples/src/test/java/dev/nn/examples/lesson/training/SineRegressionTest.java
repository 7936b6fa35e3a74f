package dev.nn.examples.lesson.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Lesson 10: the sine is learnt within the window, and at least 100 times worse outside. */
class SineRegressionTest {
    @Tag("long")
    @Seeds({1, 2, 3})
    void learnsTheWindowOnly(long seed) throws IOException {
        LessonReport report = Reports.of(new SineRegression(), seed);
        assertThat(report.number("mse")).isLessThan(1e-3);
        assertThat(report.number("mseAdam")).isLessThan(1e-3);
        assertThat(report.number("mseBefore")).isGreaterThan(0.1);
        assertThat(report.number("timesLarger")).isGreaterThanOrEqualTo(100);
        assertThat(report.number("mseRight")).isGreaterThanOrEqualTo(100 * report.number("mse"));
        assertThat(report.number("mseLeft")).isGreaterThanOrEqualTo(100 * report.number("mse"));
    }
}
