package dev.nn.examples.lesson.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 4: parameters by order, rings from order 2 on, spirals not even at order 20. */
class PolynomialPerceptronTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void moreParametersHelpButNotForEver(long seed) throws IOException {
        LessonReport report = Reports.of(new PolynomialPerceptron(), seed);
        assertThat(Values.list(report, "parameters")).containsExactly(3.0, 6.0, 10.0, 15.0, 21.0, 231.0);
        List<Double> rings = Values.list(report, "rings"), spirals = Values.list(report, "spirals");
        assertThat(rings.getFirst()).isLessThan(0.7);
        assertThat(rings.subList(1, rings.size())).containsOnly(1.0);
        assertThat(spirals.getFirst()).isBetween(0.5, 0.7);
        assertThat(spirals.getLast()).isBetween(spirals.getFirst() + 0.1, 0.95);
        assertThat(report.number("networkHeldOut")).isGreaterThan(report.number("order20HeldOut"));
        assertThat(report.pictures()).hasSize(PolynomialPerceptron.ORDERS.length + 2);
    }
}
