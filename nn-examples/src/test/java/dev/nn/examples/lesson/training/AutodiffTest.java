package dev.nn.examples.lesson.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.lesson.training.Tape.Value;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 26: a tape finds the gradients of lesson 9. */
class AutodiffTest {
    @Seeds({1, 2, 3, 42})
    void theTapeAgreesWithLesson9(long seed) throws IOException {
        LessonReport report = Reports.of(new Autodiff(), seed);
        assertThat(report.number("worst")).isBetween(0.0, 1e-11);
        assertThat(report.number("quotients")).isLessThan(1e-6);
        assertThat(report.number("parameters")).isEqualTo(4 * 5 + 6 * 4 + 5 * 2);
        assertThat(Sentences.numbers(report, "agree with lesson 9's formulas to #;")[0])
                .isCloseTo(report.number("worst"), within(0.5 * report.number("worst")));
        assertThat(report.number("costEach")).isGreaterThan(100 * report.number("costBack"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-2, 0, 0.5, 3})
    void slopesOfTheGraphAreThoseOfTheFormula(double a) {
        LessonReport report = new Autodiff().run(new LessonContext(1, Map.of("a", a)));
        assertThat(report.number("z")).isCloseTo(2 * a + a * a, within(1e-12));
        assertThat(report.number("slopeA")).isCloseTo(2 + 2 * a, within(1e-12));
        assertThat(report.number("slopeB")).isCloseTo(a, within(1e-12));
    }

    /** Random computations of random length against differences. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyComputationHasTheSlopesOfItsDifferences(long seed) {
        double[] x = new Random(seed).doubles(3, -1, 1).toArray();
        Tape tape = new Tape();
        Value result = compute(tape, x, seed);
        double[] slopes = tape.slopes(result);
        for (int i = 0; i < x.length; i++) {
            double h = 1e-6, at = x[i];
            x[i] = at + h;
            double above = compute(new Tape(), x, seed).value();
            x[i] = at - h;
            double below = compute(new Tape(), x, seed).value();
            x[i] = at;
            assertThat(slopes[i]).isCloseTo((above - below) / (2 * h), within(1e-6));
        }
    }

    private static Value compute(Tape tape, double[] x, long seed) {
        Random random = new Random(seed);
        Value[] known = new Value[x.length + 12];
        for (int i = 0; i < x.length; i++) known[i] = tape.input(x[i]);
        for (int i = x.length; i < known.length; i++) {
            Value a = known[random.nextInt(i)], b = known[random.nextInt(i)];
            known[i] = switch (random.nextInt(4)) {
                case 0 -> tape.plus(a, b);
                case 1 -> tape.minus(a, b);
                case 2 -> tape.times(tape.apply(Activation.TANH, a), b);
                default -> tape.apply(Activation.SIGMOID, a);
            };
        }
        Value sum = tape.input(0);
        for (Value each : known) sum = tape.plus(sum, each);
        return sum;
    }

    /** What lies behind a result on the tape has nothing to do with it. */
    @Test
    void laterOperationsDontCount() {
        Tape tape = new Tape();
        Value a = tape.input(3), z = tape.times(a, a);
        tape.times(z, a);
        assertThat(tape.slopes(z)).containsExactly(6, 1, 0);
    }
}
