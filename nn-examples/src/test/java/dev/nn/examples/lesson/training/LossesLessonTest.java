package dev.nn.examples.lesson.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Lesson 11: cross-entropy reaches the target accuracy in fewer epochs than least squares. */
class LossesLessonTest {
    @Tag("long")
    @Seeds({1, 100, 2000})
    void crossEntropyArrivesFirst(long seed) throws IOException {
        LessonReport report = Reports.of(new LossesLesson(true), seed);
        assertThat(report.number("crossEntropyEpochs")).isLessThanOrEqualTo(report.number("leastSquaresEpochs"));
        assertThat(report.number("ratesWhereCrossEntropyIsFaster"))
                .isGreaterThan(report.number("ratesWhereLeastSquaresIsFaster"));
        assertThat(report.number("halfOverMean")).isCloseTo(5, within(1e-12));
        assertThat(report.number("gradientRatio")).isGreaterThan(20);
    }
}
