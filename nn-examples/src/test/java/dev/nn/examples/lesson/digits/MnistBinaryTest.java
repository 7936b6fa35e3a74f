package dev.nn.examples.lesson.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import java.io.IOException;

/** Lesson 13: one neuron reads at least 99.8 % of the zeros and ones of the test images right. */
class MnistBinaryTest {
    @Seeds({1, 100, 2000})
    void oneNeuronTellsZerosFromOnes(long seed) throws IOException {
        LessonReport report = Reports.of(new MnistBinary(), seed);
        assertThat(report.number("testImages")).isEqualTo(2115);
        assertThat(report.number("parameters")).isEqualTo(785);
        assertThat(report.number("accuracy")).isGreaterThanOrEqualTo(0.998);
    }
}
