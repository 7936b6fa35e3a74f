package dev.nn.examples.lesson.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 1: the start weights classify the animals as its table says. */
class PerceptronLessonTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void onlyThePuppyIsClassifiedCorrectly(long seed) throws IOException {
        LessonReport report = Reports.of(new PerceptronLesson(), seed);
        assertThat(report.number("right")).isEqualTo(1);
        assertThat(report.number("agree")).isEqualTo(10);
        assertThat(report.measured().getFirst()).contains("1 of 10", "the puppy");
        assertThat(report.tables().getFirst().rows())
                .extracting(row -> row.getFirst() + ": " + row.get(4) + ", " + row.getLast())
                .containsExactly(
                        "kitten: not cute, wrong",
                        "crocodile: cute, wrong",
                        "hamster: not cute, wrong",
                        "bear: cute, wrong",
                        "puppy: cute, right",
                        "vulture: cute, wrong",
                        "chick: not cute, wrong",
                        "elephant: cute, wrong",
                        "rabbit: not cute, wrong",
                        "ostrich: cute, wrong");
    }
}
