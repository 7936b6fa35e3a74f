package dev.nn.examples.lesson.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 0: every data set has its picture. */
class DatasetsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyDataSetIsDrawn(long seed) throws IOException {
        LessonReport report = Reports.of(new Datasets(), seed);
        assertThat(report.pictures())
                .hasSameSizeAs(report.tables().getFirst().rows())
                .hasSize(6);
    }
}
