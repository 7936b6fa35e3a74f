package dev.nn.examples.lesson.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Lesson 24: outputs and, after one step, weights are PyTorch's to 1e-5. */
class SameInPyTorchTest {
    @Test
    void outputsAndWeightsAfterOneStepAreEqual() throws IOException {
        LessonReport report = Reports.of(new SameInPyTorch(), 1);
        assertThat(report.number("outputs")).isLessThan(1e-5);
        assertThat(report.number("loss")).isLessThan(1e-5);
        assertThat(report.number("afterOneStep")).isLessThan(1e-5);
        assertThat(report.number("correct")).as("as many as in PyTorch").isEqualTo(9239);
    }
}
