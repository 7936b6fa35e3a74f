package dev.nn.examples.lesson.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 20: the digit that was left out is an anomaly, with an area under the curve of at least 0.85. */
class AutoencoderTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 100, 2000})
    void theUnknownDigitStandsOut(long seed) throws IOException {
        LessonReport report = Reports.of(new Autoencoder(true), seed);
        assertThat(report.number("auc")).isGreaterThanOrEqualTo(0.85);
    }
}
