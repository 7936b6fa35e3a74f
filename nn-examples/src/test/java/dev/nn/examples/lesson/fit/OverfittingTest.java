package dev.nn.examples.lesson.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Lesson 15: the validation loss turns while the training loss falls, and each remedy lowers the test error. */
class OverfittingTest {
    @Tag("long")
    @Seeds({1, 100, 2000})
    void eachRemedyHelps(long seed) throws IOException {
        LessonReport report = Reports.of(new Overfitting(true), seed);
        assertThat(report.number("turn")).isLessThan(10);
        assertThat(report.number("validationLossLast")).isGreaterThan(report.number("validationLossLowest") + 0.2);
        assertThat(report.number("trainLossLast")).isLessThan(report.number("trainLossAtTurn") / 4);
        double nothing = report.number("nothing");
        for (String remedy : List.of("earlystopping", "L2", "dropout")) {
            assertThat(report.number(remedy)).as(remedy).isLessThan(nothing - 1);
        }
        List<Double> samples = Values.list(report, "denoisingToSamples"), sine = Values.list(report, "denoisingToSine");
        assertThat(samples.get(0)).isGreaterThan(samples.get(1));
        assertThat(samples.get(1)).isGreaterThan(5 * samples.get(2));
        assertThat(sine.get(1)).as("10 parameters").isLessThan(sine.get(0)).isLessThan(sine.get(2));
    }
}
