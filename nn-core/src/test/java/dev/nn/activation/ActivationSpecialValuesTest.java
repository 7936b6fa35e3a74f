package dev.nn.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** NaN, infinities, zeros, and arguments so large that a careless formula overflows. */
class ActivationSpecialValuesTest {
    private static final String ACTIVATIONS = "dev.nn.activation.ActivationValueTest#activations";

    @ParameterizedTest
    @MethodSource(ACTIVATIONS)
    void nanStaysNaN(Activation activation) {
        assertThat(activation.apply(Double.NaN)).isNaN();
    }

    @ParameterizedTest
    @MethodSource(ACTIVATIONS)
    void valuesApproachTheirLimits(Activation activation) {
        assertThat(activation.apply(Double.NEGATIVE_INFINITY)).isEqualTo(leftLimit(activation));
        double right = activation instanceof Sigmoid || activation instanceof Tanh ? 1 : Double.POSITIVE_INFINITY;
        assertThat(activation.apply(Double.POSITIVE_INFINITY)).isEqualTo(right);
        for (double z : new double[] {50, 800, 1e10, 1e100, 1e160, 1e307}) {
            assertThat(activation.apply(z)).as("%s", z).isFinite();
            assertThat(activation.apply(-z)).as("%s", -z).isFinite();
        }
    }

    private static double leftLimit(Activation activation) {
        return switch (activation) {
            case Identity identity -> Double.NEGATIVE_INFINITY;
            case LeakyRelu leaky -> Double.NEGATIVE_INFINITY;
            case Elu elu -> -elu.alpha();
            case Selu selu -> -(double) Selu.LAMBDA * Selu.ALPHA;
            case Tanh tanh -> -1;
            default -> 0;
        };
    }

    @ParameterizedTest
    @MethodSource(ACTIVATIONS)
    void slopesApproachTheirLimits(Activation activation) {
        double[] large = {50, 800, 1e10, 1e100, 1e160, 1e307, Double.POSITIVE_INFINITY};
        boolean bounded = activation instanceof Sigmoid || activation instanceof Tanh;
        double right = bounded ? 0 : activation instanceof Selu ? Selu.LAMBDA : 1;
        double left = activation instanceof Identity ? 1 : activation instanceof LeakyRelu leaky ? leaky.slope() : 0;
        for (double z : large) {
            assertThat(activation.derivative(z)).as("slope at %s", z).isCloseTo(right, within(1e-15));
            assertThat(activation.derivative(-z)).as("slope at %s", -z).isCloseTo(left, within(1e-15));
        }
    }

    /** Where the function goes through 0, the zero keeps its sign; ReLU has but one. */
    @ParameterizedTest
    @MethodSource(ACTIVATIONS)
    void zeroKeepsItsSign(Activation activation) {
        if (activation.apply(0) != 0) return;
        assertThat(1 / activation.apply(0.0)).isEqualTo(Double.POSITIVE_INFINITY);
        double negative = activation instanceof Relu ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        assertThat(1 / activation.apply(-0.0)).isEqualTo(negative);
    }
}
