package dev.nn.examples.lesson.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lesson 12: steps agree with those worked out by hand, and the answers to the folklore questions hold for any seed. */
class OptimisersLessonTest {
    @Tag("long")
    @Seeds({1, 100, 2000})
    void folkloreIsSettled(long seed) throws IOException {
        LessonReport report = Reports.of(new OptimisersLesson(true), seed);
        assertThat(report.number("handError")).isLessThan(2e-7);
        assertThat(report.number("adamBest")).isCloseTo(report.number("adagradBest"), within(1.0));
        assertThat(report.number("sgdDefault"))
                .as("a rate of a thirtieth of the best")
                .isGreaterThanOrEqualTo(2 * report.number("sgdBest"));
        for (String activation : List.of("softplus", "relu", "leaky-relu")) {
            assertThat(report.number(activation + "One")).isCloseTo(report.number("sigmoidOne"), within(2.0));
            assertThat(report.number("sigmoidFour")).isGreaterThanOrEqualTo(1.5 * report.number(activation + "Four"));
        }
        assertThat(report.number("crossEntropy")).isLessThanOrEqualTo(report.number("leastSquares"));
        List<Double> errors = Values.list(report, "validationErrors"), offs = Values.list(report, "validationOffs");
        assertThat(errors)
                .as("learnt from everything in the end")
                .allSatisfy(error -> assertThat(error)
                        .isBetween(report.number("validationHindsight"), report.number("validationHindsight") + 5));
        assertThat(offs.getFirst()).as("2 % for validation").isGreaterThan(offs.get(3));
        double[] said = Sentences.numbers(
                report,
                "median error is # to # %.*from 2 to 70 %.*hindsight # %.*off by # points with 2 % .* by # at best");
        assertThat(said[0]).isCloseTo(errors.stream().mapToDouble(e -> e).min().orElse(0), within(0.051));
        assertThat(said[1]).isCloseTo(errors.stream().mapToDouble(e -> e).max().orElse(0), within(0.051));
        assertThat(said[2]).isCloseTo(report.number("validationHindsight"), within(0.051));
        assertThat(said[3]).isCloseTo(offs.getFirst(), within(0.051));
        assertThat(said[4]).isCloseTo(offs.stream().mapToDouble(e -> e).min().orElse(0), within(0.051));
    }

    /** Rules that never arrive say nothing about a tenth of their rate. */
    @Test
    void whatATenthOfARateDoesIsSaidOfThoseThatArrive() {
        assertThat(OptimisersLesson.withATenth(List.of(2.0, Double.POSITIVE_INFINITY, 1.5)))
                .contains("2 of the 3", "1.5 to 2.0 times");
        assertThat(OptimisersLesson.withATenth(List.of(Double.POSITIVE_INFINITY)))
                .endsWith("0 of the 1 that were tried with it still arrive.");
        assertThat(OptimisersLesson.withATenth(List.of())).startsWith("None arrives");
    }
}
