package dev.nn.examples.lesson.errata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The appendix: every error of the slides is off by something that is no rounding, and what is put right is not. */
class SlideErrorsTest {
    /** What is known to be wrong, deck by deck. */
    private static final List<String> ERRORS = List.of(
            "softplus",
            "alwaysCloser", // A
            "lostFactor",
            "lostError",
            "ownOutputs",
            "oneToOne", // B
            "biasOutside",
            "hat",
            "tanhOnly",
            "biasSlope",
            "jacobian",
            "convolution",
            "sign",
            "factors",
            "discontinuous", // C
            "biasForSum",
            "fixedPoint", // D
            "sumOverOutputs",
            "softmaxSum",
            "oneLayer",
            "twoNames"); // E

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, 42})
    void eachIsProven(long seed) throws IOException {
        LessonReport report = Reports.of(new SlideErrors(), seed);
        for (String error : ERRORS) {
            List<Double> numbers = Values.list(report, error);
            assertThat(numbers.getFirst()).as(error + " as printed").isGreaterThan(0.1);
            assertThat(numbers.getLast()).as(error + " put right").isBetween(0.0, 1e-5);
        }
        assertThat(report.number("errors")).isEqualTo(ERRORS.size());
        assertThat(report.corrections()).hasSize(ERRORS.size());
        double[] said = Sentences.numbers(
                report,
                "# of # errors are proven here: as printed the number is at least #, put right it is at most #,");
        assertThat(said[0]).isEqualTo(report.number("proven")).isEqualTo(ERRORS.size());
        assertThat(said[1]).isEqualTo(ERRORS.size());
        assertThat(said[2]).isGreaterThan(0.1);
        assertThat(said[3]).isLessThan(1e-5);
    }
}
