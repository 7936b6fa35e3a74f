package dev.nn.examples.lesson.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lesson 28: a unit has one minimum, a network several; Newton's steps. */
class ConvexityTest {
    @Seeds({1, 2, 3})
    void oneMinimumForAUnitSeveralForANetwork(long seed) throws IOException {
        LessonReport report = Reports.of(new Convexity(), seed);
        assertThat(report.number("apart")).isLessThan(1e-9);
        assertThat(report.number("unitViolations")).isZero();
        assertThat(report.number("networkViolations")).isPositive();
        assertThat(report.number("gaps")).isPositive();
        assertThat(report.number("networkWorst")).isGreaterThan(report.number("networkBest") + 0.02);
        assertThat(report.number("swappedLoss")).isCloseTo(report.number("networkBest"), within(1e-12));
        assertThat(report.number("betweenLoss")).isGreaterThan(report.number("swappedLoss") + 0.1);
        assertThat(report.number("newtonSteps")).isLessThanOrEqualTo(8);
        assertThat(report.number("descentSteps")).isGreaterThan(20 * report.number("newtonSteps"));
        double[] said = Sentences.numbers(report, "losses from # to #, with # gaps");
        assertThat(said[0]).isCloseTo(report.number("networkBest"), within(0.0005));
        assertThat(said[1]).isCloseTo(report.number("networkWorst"), within(0.0005));
        assertThat(said[2]).isEqualTo(report.number("gaps"));
    }

    @Test
    void newtonIsThereAfterOneStepOrAtATop() {
        LessonReport report = new Convexity().run(new LessonContext(1, Map.of("starts", 2.0)));
        assertThat(report.number("valleyLeft")).isLessThan(1e-14);
        assertThat(report.number("astray")).isCloseTo(GradientDescent.TOP, within(1e-9));
    }

    /** The derivation's numbers: the minimum of e^w − 2w. */
    @Test
    void newtonByHand() {
        double[][] path = Newton.path(
                w -> new double[] {Math.exp(w[0]) - 2}, w -> new double[][] {{Math.exp(w[0])}}, new double[] {0}, 6);
        assertThat(path[1][0]).isCloseTo(1, within(1e-12));
        assertThat(path[2][0]).isCloseTo(0.73576, within(5e-6));
        assertThat(path[3][0]).isCloseTo(0.69404, within(5e-6));
        assertThat(path[6][0]).isCloseTo(Math.log(2), within(1e-14));
    }

    @Test
    void derivativesOfTheLossAreThoseOfItsDifferences() {
        LogisticLoss loss = LogisticLoss.overlapping(30, 5);
        double[] w = {0.3, -0.7, 1.1};
        double h = 1e-5;
        for (int i = 0; i < 3; i++) {
            double[] above = w.clone(), below = w.clone();
            above[i] += h;
            below[i] -= h;
            assertThat(loss.gradient(w)[i]).isCloseTo((loss.value(above) - loss.value(below)) / (2 * h), within(1e-9));
            for (int j = 0; j < 3; j++) {
                double bend = (loss.gradient(above)[j] - loss.gradient(below)[j]) / (2 * h);
                assertThat(loss.curvature(w)[i][j]).isCloseTo(bend, within(1e-9));
            }
        }
    }
}
