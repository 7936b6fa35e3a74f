package dev.nn.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.loss.HalfSquaredError;
import dev.nn.loss.Huber;
import dev.nn.loss.Loss;
import dev.nn.loss.MeanAbsoluteError;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.ImageNetworks;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every activation with every loss: the gradient of a small network agrees with difference quotients.
 *
 * <p>The seed is one with which no pre-activation and no error comes closer to a kink than a step. For 7 rows and 11 hidden
 * units, and a step of 1e-5, that goes for all but about one seed in a thousand.
 */
public abstract class GradientContract {
    private static final Initializer NORMAL = (fanIn, fanOut, random) -> (float) (random.nextGaussian() * 0.7);
    private static final int ROWS = 7;
    private static final int IN = 3;
    private static final int OUT = 4;

    /** Float rounding leaves some 1e-6 to 1e-4; a wrong formula 1e-2 and more. */
    private static final double TOLERANCE = 1e-3;

    /** The kernels that compute the gradient. */
    protected abstract DenseKernels kernels();

    private static Stream<Arguments> combinations() {
        List<Loss> losses = List.of(
                new MeanSquaredError(),
                new HalfSquaredError(),
                new MeanAbsoluteError(),
                new Huber(0.5f),
                new BinaryCrossEntropy(),
                new SoftmaxCrossEntropy());
        return Activation.all().stream()
                .flatMap(activation -> losses.stream().map(loss -> Arguments.of(activation, loss)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("combinations")
    void gradientAgreesWithDifferenceQuotients(Activation activation, Loss loss) {
        Network network = Network.input(IN)
                .dense(5, activation)
                .dense(6, activation)
                .dense(OUT)
                .build(NORMAL, 11, kernels());
        Random random = new Random(5);
        float[] x = new float[ROWS * IN], target = new float[ROWS * loss.targets(OUT)];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        for (int i = 0; i < target.length; i++) {
            target[i] = loss instanceof SoftmaxCrossEntropy ? random.nextInt(OUT) : random.nextFloat();
        }
        GradientCheck check = GradientChecker.withDefaults().check(network, loss, x, target);
        assertThat(check.maxRelativeError()).as("%n%s", check).isLessThan(TOLERANCE);
        assertThat(check.layers()).hasSize(3);
    }

    /** The last layer may have an activation too. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.nn.activation.Activation#all")
    void gradientThroughTheLastActivationAgrees(Activation activation) {
        Network network =
                Network.input(IN).dense(20, activation).dense(OUT, activation).build(NORMAL, 3, kernels());
        Random random = new Random(6);
        float[] x = new float[ROWS * IN], target = new float[ROWS * OUT];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        for (int i = 0; i < target.length; i++) target[i] = random.nextFloat();
        GradientCheck check = GradientChecker.withDefaults().check(network, new MeanSquaredError(), x, target);
        assertThat(check.maxRelativeError()).as("%n%s", check).isLessThan(TOLERANCE);
    }

    /** So may a softmax or its logarithm. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradientThroughSoftmaxAgrees(boolean log) {
        NetworkBuilder builder = Network.input(IN).dense(9, Activation.TANH).dense(OUT);
        Network network = (log ? builder.logSoftmax() : builder.softmax()).build(NORMAL, 3, kernels());
        Random random = new Random(6);
        float[] x = new float[ROWS * IN], target = new float[ROWS * OUT];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        for (int i = 0; i < target.length; i++) target[i] = random.nextFloat();
        GradientCheck check = GradientChecker.withDefaults().check(network, new MeanSquaredError(), x, target);
        assertThat(check.maxRelativeError()).as("%n%s", check).isLessThan(TOLERANCE);
    }

    /** Layers of images, and normalisation, whose gradient runs over the batch. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.nn.network.ImageNetworks#all")
    void gradientOfImagesAgrees(String name, NetworkBuilder builder) {
        Network network = builder.build(NORMAL, 3, kernels());
        float[] x = ImageNetworks.values(ROWS * network.in(), 6);
        float[] target = ImageNetworks.values(ROWS * network.out(), 7);
        float[] before = network.parameters().clone();
        GradientCheck check = GradientChecker.withDefaults().check(network, new MeanSquaredError(), x, target);
        assertThat(check.maxRelativeError()).as("%n%s", check).isLessThan(TOLERANCE);
        assertThat(check.layers()).isNotEmpty();
        assertThat(network.parameters()).as("parameters and what is remembered").isEqualTo(before);
    }

    /** The gradient of the inputs, of the network as it is in use. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.nn.network.ImageNetworks#all")
    void inputGradientOfImagesAgrees(String name, NetworkBuilder builder) {
        Network network = builder.build(NORMAL, 3, kernels());
        float[] x = ImageNetworks.values(network.in(), 6), gradient = InputGradient.of(network, x, 1);
        double[] values = widened(network.parameters()), at = widened(x);
        double largest = 0;
        for (float value : gradient) largest = Math.max(largest, Math.abs(value));
        for (int i = 0; i < x.length; i++) {
            at[i] = x[i] + 1e-5;
            double above = network.apply(at, values)[1];
            at[i] = x[i] - 1e-5;
            double below = network.apply(at, values)[1];
            at[i] = x[i];
            assertThat((double) gradient[i])
                    .as("input %d", i)
                    .isCloseTo((above - below) / 2e-5, within(1e-3 * largest));
        }
    }

    private static double[] widened(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) result[i] = values[i];
        return result;
    }
}
