package dev.nn.examples.lesson.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Lesson 20: the digit that was left out is an anomaly, with an area under the curve of at least 0.85. */
class AutoencoderTest {
    @Tag("long")
    @Seeds({1, 100, 2000})
    void theUnknownDigitStandsOut(long seed) throws IOException {
        LessonReport report = Reports.of(new Autoencoder(true), seed);
        assertThat(report.number("auc")).isGreaterThanOrEqualTo(0.85);
        double linear = Values.list(report, "aucsLinear").getFirst();
        assertThat(linear).as("16 principal components").isBetween(0.8, 0.9);
        double[] said = Sentences.numbers(report, "probability # \\(AUC.*reach #:");
        assertThat(said[0]).isCloseTo(report.number("auc"), within(0.00051));
        assertThat(said[1]).isCloseTo(linear, within(0.00051));
    }
}
