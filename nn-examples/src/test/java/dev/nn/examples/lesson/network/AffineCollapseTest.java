package dev.nn.examples.lesson.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.data.PlaneData;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.StraightLine;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 6: a deep linear network is its collapsed map, and on rings as bad as a perceptron. */
class AffineCollapseTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void deepLinearNetworksArePerceptrons(long seed) throws IOException {
        LessonReport report = Reports.of(new AffineCollapse(), seed);
        assertThat(report.number("largestDifference")).isLessThan(1e-5);
        assertThat(report.number("sameAnswers")).isCloseTo(1, within(1e-12));
        List<Double> linear = Values.list(report, "linear");
        assertThat(linear).isEqualTo(Values.list(report, "perceptron"));
        assertThat(linear).allMatch(accuracy -> accuracy <= report.number("bestLine"));
        assertThat(report.number("bestLine")).isLessThan(0.8);
        assertThat(Values.list(report, "tanh").subList(1, 5)).allMatch(accuracy -> accuracy >= 0.98);
        assertThat(Values.list(report, "tanh").getFirst()).isLessThanOrEqualTo(report.number("bestLine"));
    }

    @Test
    void bestLineByHand() {
        PlanePoints xor = new PlanePoints(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 0});
        assertThat(StraightLine.bestAccuracy(xor)).isEqualTo(0.75);
        assertThat(StraightLine.bestAccuracy(PlaneData.clouds(60, 0.1, 5).points()))
                .isEqualTo(1);
    }
}
