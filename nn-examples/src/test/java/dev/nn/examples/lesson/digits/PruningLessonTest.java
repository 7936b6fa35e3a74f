package dev.nn.examples.lesson.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.List;

/** Lesson 17: at least half of the weights can go for one point of accuracy, and more if the others learn on. */
class PruningLessonTest {
    @Seeds({1, 100, 2000})
    void halfOfTheWeightsCanGo(long seed) throws IOException {
        LessonReport report = Reports.of(new PruningLesson(true), seed);
        List<Double> trimmed = Values.list(report, "accuracyTrimmed"),
                retrained = Values.list(report, "accuracyRetrained");
        assertThat(report.number("accuracy")).isGreaterThan(0.9).isEqualTo(trimmed.getFirst());
        assertThat(report.number("shareForOnePoint")).isGreaterThanOrEqualTo(0.5);
        assertThat(report.number("shareForOnePointRetrained")).isGreaterThan(report.number("shareForOnePoint"));
        double[] most =
                Sentences.numbers(report, "point of accuracy, #(?: to [0-9]+)? % of the weights.*others, # ?(?:to|%)");
        assertThat(most[0]).isCloseTo(100 * report.number("shareForOnePoint"), within(0.51));
        assertThat(most[1]).isCloseTo(100 * report.number("shareForOnePointRetrained"), within(0.51));
        assertThat(report.number("shareForOnePointMost")).isGreaterThanOrEqualTo(report.number("shareForOnePoint"));
        assertThat(trimmed.getLast()).as("without any weight").isLessThan(0.12);
        assertThat(retrained.get(13)).as("95 % trimmed").isGreaterThan(trimmed.get(13) + 0.05);
    }
}
