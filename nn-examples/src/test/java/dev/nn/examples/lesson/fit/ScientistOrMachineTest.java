package dev.nn.examples.lesson.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.List;

/** Lesson 19: the fitted parameters lie within three of their errors of the truth, from any start. */
class ScientistOrMachineTest {
    @Seeds({1, 3, 100, 2000})
    void theFitFindsTheTruthWithinItsErrors(long seed) throws IOException {
        LessonReport report = Reports.of(new ScientistOrMachine(true), seed);
        List<Double> errors = Values.list(report, "errors"), pulls = Values.list(report, "pulls");
        assertThat(pulls)
                .hasSize(4)
                .allSatisfy(pull -> assertThat(Math.abs(pull)).isLessThan(3));
        // 2,000 events, 600 of them signal: σ/√600 = 0.020 for μ alone, somewhat more on a background.
        assertThat(errors.get(1)).isBetween(0.02, 0.04);
        assertThat(report.number("sameMinimum")).isLessThan(1e-3);
        assertThat(report.number("networkIntegral")).isCloseTo(1, within(0.1));
        double[] steps = Sentences.numbers(
                report, "took # evaluations.*, # rows in all, and # seconds.*network # updates, # rows");
        assertThat(steps[0]).isEqualTo(report.number("evaluations"));
        assertThat(steps[1]).isEqualTo(2000 * steps[0]).isEqualTo(report.number("fitRows"));
        assertThat(steps[3]).isEqualTo(report.number("updates"));
        assertThat(steps[4]).isEqualTo(64 * steps[3]).isEqualTo(report.number("networkRows"));
        assertThat(Sentences.says(report, "claim is true of the steps")).isEqualTo(steps[3] < steps[0]);
        assertThat(Sentences.says(report, "not true of the rows")).isEqualTo(steps[4] >= steps[1]);
        assertThat(Sentences.says(report, "not true of the time"))
                .isEqualTo(report.number("networkSeconds") >= report.number("fitSeconds"));
        assertThat(report.number("networkDistance"))
                .isGreaterThan(report.number("fitDistance"))
                .isLessThan(0.2);
    }
}
