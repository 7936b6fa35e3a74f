package dev.nn.examples.lesson.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Sentences;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
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

    @Test
    void aModelFromHereIsTheSameThere() throws IOException {
        LessonReport report = Reports.of(new SameInPyTorch(), 1);
        assertThat(report.values()).containsEntry("sameFile", true);
        assertThat(report.number("back")).isLessThan(1e-6);
        assertThat(report.number("backCorrect"))
                .isEqualTo(report.number("backCorrectThere"))
                .isGreaterThan(9000);
        double[] said = Sentences.numbers(report, "reads # of 10,000 test images right here and # in PyTorch");
        assertThat(said).containsExactly(report.number("backCorrect"), report.number("backCorrectThere"));
    }

    /** The lines of PyTorch that the text shows are those of the script that has made the files. */
    @Test
    void theLinesOfPyTorchAreThoseOfTheScript() throws IOException {
        String script = resource("network/make-pytorch-digits.py"), text = resource("course/same-in-pytorch.md");
        List<String> shown = text.lines()
                .filter(line -> line.matches(" {4}(model|correct|optimizer|loss)\\b.*"))
                .map(String::strip)
                .toList();
        assertThat(shown).hasSize(7);
        for (String line : shown) assertThat(script).contains(line);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Lesson.class.getResourceAsStream("/dev/nn/examples/lesson/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
