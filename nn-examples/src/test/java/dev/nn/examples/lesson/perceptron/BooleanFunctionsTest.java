package dev.nn.examples.lesson.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.data.TruthTable;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.perceptron.Separability.Inseparable;
import dev.nn.perceptron.Perceptron;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 3: exactly 4, 14, 104 and 1882 functions of 1, 2, 3 and 4 inputs are learnt, all others proven impossible. */
class BooleanFunctionsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void learnsExactlyTheThresholdFunctions(long seed) throws IOException {
        LessonReport report = Reports.of(new BooleanFunctions(), seed);
        assertThat(report.values())
                .containsEntry("learnt1", 4)
                .containsEntry("learnt2", 14)
                .containsEntry("learnt3", 104)
                .containsEntry("learnt4", 1882)
                .containsEntry("proven1", 0)
                .containsEntry("proven2", 16 - 14)
                .containsEntry("proven3", 256 - 104)
                .containsEntry("proven4", 65_536 - 1882);
    }

    @Test
    void xorAndXnorAreTheTwoOfTwo() {
        for (int number = 0; number < 16; number++) {
            TruthTable function = new TruthTable(2, number);
            Separability verdict = Separability.of(function.x(), function.answers());
            assertThat(verdict.proves(function.x(), function.answers())).isTrue();
            assertThat(verdict instanceof Inseparable).isEqualTo(number == 0b0110 || number == 0b1001);
        }
    }

    /** The order in which examples are shown changes the way, never the verdict. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyOrderGivesTheSameVerdict(long seed) {
        Random random = new Random(seed);
        for (int number = 0; number < 256; number++) {
            TruthTable function = new TruthTable(3, number);
            double[][] x = function.x();
            int[] answers = function.answers();
            boolean inseparable = Separability.of(x, answers) instanceof Inseparable;
            for (int i = x.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1), answer = answers[i];
                double[] row = x[i];
                x[i] = x[j];
                x[j] = row;
                answers[i] = answers[j];
                answers[j] = answer;
            }
            assertThat(Separability.of(x, answers) instanceof Inseparable).isEqualTo(inseparable);
        }
    }

    @Test
    void aWrongProofIsNoProof() {
        TruthTable and = new TruthTable(2, 0b1000), xor = new TruthTable(2, BooleanFunctions.XOR);
        Separability circle = Separability.of(xor.x(), xor.answers());
        assertThat(circle.proves(and.x(), and.answers())).isFalse();
        assertThat(new Inseparable(new int[4], 1).proves(and.x(), and.answers()))
                .isFalse();
        assertThat(new Separability.Separable(Perceptron.of(-0.5, 1, 1), 1, 1).proves(xor.x(), xor.answers()))
                .isFalse();
    }
}
