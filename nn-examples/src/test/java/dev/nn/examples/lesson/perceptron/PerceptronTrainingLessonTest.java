package dev.nn.examples.lesson.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 2: separable data are learnt completely, within Novikoff's bound. */
class PerceptronTrainingLessonTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void reaches100PercentWithinNovikoffsBound(long seed) throws IOException {
        LessonReport report = Reports.of(new PerceptronTrainingLesson(), seed);
        assertThat(report.number("animalAccuracy")).isEqualTo(1);
        List<Double> mistakes = Values.list(report, "mistakes"), bounds = Values.list(report, "bounds");
        assertThat(Values.list(report, "accuracy")).hasSize(5).containsOnly(1.0);
        for (int i = 0; i < mistakes.size(); i++) {
            assertThat(mistakes.get(i)).isPositive().isLessThanOrEqualTo(bounds.get(i));
        }
        assertThat(mistakes.getLast()).isGreaterThan(mistakes.getFirst());
        assertThat(Values.list(report, "handWeights")).isEqualTo(Values.list(report, "libraryWeights"));
        assertThat(Sentences.says(report, "the same weights, to the last bit")).isTrue();
    }
}
