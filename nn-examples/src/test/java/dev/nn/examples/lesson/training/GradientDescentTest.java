package dev.nn.examples.lesson.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 8: gradient descent ends where the formulas say, and in the valley in which it began. */
class GradientDescentTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void endsWhereDocumented(long seed) throws IOException {
        LessonReport report = Reports.of(new GradientDescent(), seed);
        assertThat(report.number("formulaError")).isLessThan(1e-9);
        assertThat(report.number("libraryError")).isLessThan(1e-3);
        // −4 · 0.99⁴⁰ and 0.9⁴⁰; −4 · 0.85⁴⁰ and (−0.5)⁴⁰; −4 · 0.801⁴⁰ and (−0.99)⁴⁰; −4 · 0.79⁴⁰ and (−1.1)⁴⁰
        assertEnd(report, "0.01", -2.675887, 0.014781);
        assertEnd(report, "0.15", -0.006009, 0);
        assertEnd(report, "0.199", -0.000559, 0.668972);
        assertEnd(report, "0.21", -0.000321, 45.259256);
        assertThat(report.number("strays")).isZero();
        assertThat(report.number("endedLow")).isBetween(70.0, 140.0);
    }

    private static void assertEnd(LessonReport report, String rate, double x, double y) {
        assertThat(report.number("x " + rate)).isCloseTo(x, within(1e-6));
        assertThat(report.number("y " + rate)).isCloseTo(y, within(1e-6));
    }

    /** The extremes of x⁴ − 4x² + x are the zeros of 4x³ − 8x + 1. */
    @Test
    void extremes() {
        for (double x : new double[] {GradientDescent.LOW, GradientDescent.TOP, GradientDescent.HIGH}) {
            assertThat(4 * x * x * x - 8 * x + 1).isCloseTo(0, within(1e-8));
        }
    }
}
