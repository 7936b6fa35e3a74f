package dev.nn.examples.lesson.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 30: a network trained long on few images is too sure, and a temperature mends it. */
class TrustInSoftmaxTest {
    @Seeds({1, 2, 3})
    void tooSureUntilTheTemperature(long seed) throws IOException {
        LessonReport report = Reports.of(new TrustInSoftmax(), seed);
        assertThat(report.number("confidence")).isGreaterThan(report.number("accuracy") + 0.03);
        assertThat(report.number("temperature")).isGreaterThan(1.3);
        assertThat(report.number("calibrationErrorAfter")).isLessThan(report.number("calibrationError") / 2);
        assertThat(report.number("lossAfter")).isLessThan(report.number("loss"));
        assertThat(report.number("accuracyAfter")).isEqualTo(report.number("accuracy"));
        assertThat(report.number("sureWrong")).isGreaterThan(0.01 * report.number("sure"));
        assertThat(report.number("noise")).isGreaterThan(0.2);
        double[] said = Sentences.numbers(report, "says # % on average, and # % .* error is # points");
        assertThat(said[0]).isCloseTo(100 * report.number("confidence"), within(0.051));
        assertThat(said[1]).isCloseTo(100 * report.number("accuracy"), within(0.051));
        assertThat(said[2]).isCloseTo(100 * report.number("calibrationError"), within(0.051));
    }

    /** Labels drawn from the very probabilities: T = 1 is right, and logits made three times as large need T = 3. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsTheTemperatureThatLogitsWereMadeWith(long seed) {
        Random random = new Random(seed);
        int count = 20_000;
        double[][] z = new double[count][], hot = new double[count][];
        int[] truth = new int[count];
        for (int i = 0; i < count; i++) {
            z[i] = random.doubles(4, -2, 2).toArray();
            hot[i] = IntStream.range(0, 4).mapToDouble(new Triple(z[i])::of).toArray();
            double[] p = Calibration.probabilities(z[i], 1);
            double draw = random.nextDouble();
            while (draw > p[truth[i]] && truth[i] < 3) draw -= p[truth[i]++];
        }
        assertThat(Calibration.temperature(z, truth)).isCloseTo(1, within(0.05));
        assertThat(Calibration.temperature(hot, truth)).isCloseTo(3, within(0.15));
        assertThat(Calibration.of(z, truth, 1).error()).isLessThan(0.015);
        assertThat(Calibration.of(hot, truth, 1).error()).isGreaterThan(0.1);
    }

    private record Triple(double[] z) {
        double of(int i) {
            return 3 * z[i];
        }
    }

    /** The ten answers of the derivation, and the shares of (4, 1, 0). */
    @Test
    void byHand() {
        double[][] logits = new double[10][];
        int[] truth = new int[10];
        for (int i = 0; i < 10; i++) {
            double p = i < 6 ? 0.9 : 0.6;
            logits[i] = new double[] {Math.log(p / (1 - p)), 0};
            truth[i] = i < 4 || i == 6 || i == 7 ? 0 : 1;
        }
        assertThat(Calibration.of(logits, truth, 1).error()).isCloseTo(0.18, within(1e-9));
        assertThat(Calibration.probabilities(new double[] {4, 1, 0}, 1)[0]).isCloseTo(0.936, within(5e-4));
        assertThat(Calibration.probabilities(new double[] {4, 1, 0}, 2)[0]).isCloseTo(0.736, within(5e-4));
    }
}
