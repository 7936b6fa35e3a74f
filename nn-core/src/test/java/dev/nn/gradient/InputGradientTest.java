package dev.nn.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InputGradientTest {
    private static final int ROWS = 3;
    private static final int IN = 5;
    private static final double STEP = 1e-6;
    private static final float[] X = normal(ROWS * IN, 1);

    private static float[] normal(int n, long seed) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = (float) random.nextGaussian();
        return values;
    }

    static Stream<Network> networks() {
        return Stream.of(
                Network.input(IN).dense(4).build(Initializer.he(), 2),
                Network.input(IN)
                        .dense(7, Activation.GELU)
                        .dense(4, Activation.TANH)
                        .build(Initializer.he(), 3),
                Network.input(IN)
                        .dense(9, Activation.SOFTPLUS)
                        .dropout(0.5)
                        .dense(4)
                        .softmax()
                        .build(Initializer.he(), 4));
    }

    /** The definition, in double precision, at the row with one input moved. */
    private static double output(Network network, int row, int moved, double by, int output) {
        double[] x = new double[IN], parameters = new double[network.parameters().length];
        for (int j = 0; j < IN; j++) x[j] = X[row * IN + j] + (j == moved ? by : 0);
        for (int i = 0; i < parameters.length; i++) parameters[i] = network.parameters()[i];
        return network.apply(x, parameters)[output];
    }

    @ParameterizedTest
    @MethodSource("networks")
    void agreesWithDifferenceQuotients(Network network) {
        for (int output = 0; output < network.out(); output++) {
            float[] gradient = InputGradient.of(network, X, output);
            for (int i = 0; i < X.length; i++) {
                int row = i / IN, moved = i % IN;
                double quotient =
                        (output(network, row, moved, STEP, output) - output(network, row, moved, -STEP, output))
                                / (2 * STEP);
                assertThat((double) gradient[i])
                        .as("dy%d/dx%d of row %d", output, moved, row)
                        .isCloseTo(quotient, within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aFunctionOfAllOutputsAddsTheirGradients(Network network) {
        float[] dy = normal(ROWS * 4, 9), before = dy.clone();
        float[] sum = InputGradient.of(network, X, dy);
        for (int i = 0; i < X.length; i++) {
            double expected = 0;
            for (int j = 0; j < 4; j++) expected += dy[i / IN * 4 + j] * InputGradient.of(network, X, j)[i];
            assertThat((double) sum[i]).isCloseTo(expected, within(1e-5));
        }
        assertThat(dy).as("the caller's gradient is not used up").isEqualTo(before);
    }

    @Test
    void wrongArgumentsAreNamed() {
        Network network = networkOf(Network.input(IN));
        assertThatThrownBy(() -> InputGradient.of(network, X, 4))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("the network has outputs 0 to 3, not 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InputGradient.of(network, new float[7], 0))
                .withMessage("x must hold whole rows of 5 values, has 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InputGradient.of(network, X, new float[5]))
                .withMessage("dy must hold 3 rows of 4 values as x does, has 5 values");
        assertThat(InputGradient.of(network, new float[0], 0)).isEmpty();
    }

    private static Network networkOf(NetworkBuilder builder) {
        return builder.dense(4).build(Initializer.he(), 1);
    }
}
