package dev.nn.examples.lesson.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 9: every gradient against central differences in double. */
class BackpropagationTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void everyGradientAgreesWithDifferences(long seed) throws IOException {
        LessonReport report = Reports.of(new Backpropagation(), seed);
        assertThat(report.number("byHand")).isLessThan(1e-6);
        assertThat(report.number("byLibrary")).isLessThan(1e-4);
    }
}
