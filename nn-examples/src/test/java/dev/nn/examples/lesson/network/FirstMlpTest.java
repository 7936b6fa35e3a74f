package dev.nn.examples.lesson.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.initializer.Initializer;
import dev.nn.network.Network;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 5: three ways to run a network agree to float rounding. */
class FirstMlpTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void allThreeAgreeToFloatRounding(long seed) throws IOException {
        LessonReport report = Reports.of(new FirstMlp(), seed);
        assertThat(report.number("largestShare")).isPositive().isLessThan(1);
        assertThat(report.number("largestRelative")).isLessThan(5e-6);
        assertThat(report.number("onLine")).isGreaterThan(0.99);
        double[] said = Sentences.numbers(report, "one thread: # µs a row .*, # as matrices .*, # with");
        assertThat(said[0]).isCloseTo(report.number("microsecondsByNode"), within(0.051));
        assertThat(said[1]).isCloseTo(report.number("microsecondsByMatrix"), within(0.051));
        assertThat(said[2])
                .isCloseTo(report.number("microsecondsFused"), within(0.0051))
                .isPositive();
    }

    /** By hand: tanh(1·0.5 + 2·(−0.25) + 0.1) = tanh 0.1, then 2·tanh 0.1 − 1. */
    @Test
    void nodesAndMatricesByHand() {
        Network network = Network.input(2).dense(1, Activation.TANH).dense(1).build(Initializer.glorot(), 1);
        network.setLayerParameters(0, new float[] {0.5f, -0.25f, 0.1f});
        network.setLayerParameters(1, new float[] {2, -1});
        float expected = (float) (2 * Math.tanh(0.1) - 1);
        assertThat(NodeNetwork.of(network).fire(new float[] {1, 2})[0]).isCloseTo(expected, within(1e-6f));
        assertThat(MatrixNetwork.of(network).forward(new float[][] {{1, 2}})[0][0])
                .isCloseTo(expected, within(1e-6f));
    }
}
