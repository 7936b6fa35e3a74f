package dev.nn.examples.lesson.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 7: values against double precision, derivatives against differences, softmax up to ±1000. */
class ActivationsLessonTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void valuesDerivativesAndSoftmax(long seed) throws IOException {
        LessonReport report = Reports.of(new ActivationsLesson(), seed);
        assertThat(report.tables().getFirst().rows()).hasSize(Activation.all().size() - 1);
        assertThat(report.number("valueError")).isLessThan(1e-7);
        assertThat(report.number("kernelValueError")).isLessThan(5e-7);
        assertThat(report.number("derivativeError")).isLessThan(1e-9);
        assertThat(report.number("kernelDerivativeError")).isLessThan(2e-6);
        assertThat(report.number("softmaxSumError")).isLessThan(1e-6);
        assertThat(report.values()).containsEntry("softmaxOrdered", true);
        assertThat(report.number("softmaxOf1000")).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-6));
        assertThat(report.number("softmaxOf999")).isCloseTo(1 / (1 + Math.exp(1)), within(1e-6));
        assertThat(report.number("softmaxLargeSumError")).isLessThan(1e-6);
    }
}
