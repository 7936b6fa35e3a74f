package dev.nn.examples.lesson.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.mnist.Digits;
import dev.nn.network.Network;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lesson 33: plain layers lose signal and gradient, sums with batch norm learn all the same. */
class DeepNetworksTest {
    @Seeds({1, 2, 42})
    void sumsAndNormalisationKeepADeepNetworkAlive(long seed) throws IOException {
        LessonReport report = Reports.of(new DeepNetworks(true), seed);
        assertThat(report.number("plainSignal")).isLessThan(1e-3);
        assertThat(report.number("plainGradient")).isLessThan(1e-2);
        assertThat(report.number("batchNormSignal")).isBetween(1.0, 20.0);
        assertThat(report.number("batchNormGradient")).isGreaterThan(4);
        assertThat(report.number("bothGradient")).isBetween(0.5, 20.0);
        assertThat(report.number("bothTrain")).isLessThan(report.number("plainTrain") - 0.3);
        assertThat(report.number("both")).isLessThan(report.number("batchNorm"));
        double[] said = Sentences.numbers(
                report, "# layers get # % .*layer norm #, with sums #, with sums and batch norm #\\.");
        assertThat(said[1]).isCloseTo(100 * report.number("batchNorm"), within(0.051));
        assertThat(said[2]).isCloseTo(100 * report.number("layerNorm"), within(0.051));
        assertThat(said[3]).isCloseTo(100 * report.number("sums"), within(0.051));
        assertThat(said[4]).isCloseTo(100 * report.number("both"), within(0.051));
    }

    /** The derivation's 1.21 a layer: what batch norm does to gradients behind ReLU. */
    @Test
    void gradientsGrowByAFifthALayerBehindBatchNorm() throws IOException {
        double product = 1;
        int networks = 5, layers = 20;
        for (int seed = 0; seed < networks; seed++) {
            double[] gradients = flow(Stack.BATCH_NORM, layers, 64, seed).gradients();
            product *= gradients[1] / gradients[layers - 1];
        }
        assertThat(Math.pow(product, 1.0 / networks / (layers - 2))).isCloseTo(1.21, within(0.05));
    }

    /** A plain layer of half of He's weights halves the signal, more or less. */
    @Test
    void smallWeightsHalveTheSignal() throws IOException {
        double[] signals = flow(Stack.PLAIN, 20, 64, 1).signals();
        assertThat(Math.pow(signals[19] / signals[0], 1.0 / 19)).isCloseTo(0.5, within(0.05));
    }

    @ParameterizedTest
    @EnumSource(Stack.class)
    void everyWayHasItsLayers(Stack stack) throws IOException {
        Stack.Flow flow = flow(stack, 7, 8, 1);
        assertThat(flow.signals()).hasSize(7).doesNotContain(0);
        assertThat(flow.gradients()).hasSize(7).doesNotContain(0);
    }

    private static Stack.Flow flow(Stack stack, int layers, int width, long seed) throws IOException {
        Network network = stack.start(layers, width, 0.5, seed);
        return Stack.flow(network, DigitDraw.parts(Digits.mnist().test(), seed, 100)[0]);
    }
}
