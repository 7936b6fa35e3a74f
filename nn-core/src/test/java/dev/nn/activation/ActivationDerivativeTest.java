package dev.nn.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation.Saved;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives against central differences, against what is saved, and against their stated bound. */
class ActivationDerivativeTest {
    private static final String ACTIVATIONS = "dev.nn.activation.ActivationValueTest#activations";

    /** Steps of an irrational size, so that no kink is met. */
    private static final double STEP = Math.PI / 300;

    private static final double H = 1e-4;

    @ParameterizedTest
    @MethodSource(ACTIVATIONS)
    void derivativeIsTheSlope(Activation activation) {
        for (double z = -12; z < 12; z += STEP) {
            if (Math.abs(z) < 2 * H) continue;
            // Of fourth order, off by h⁴ at most and by rounding.
            double slope = (8 * (activation.apply(z + H) - activation.apply(z - H))
                            - (activation.apply(z + 2 * H) - activation.apply(z - 2 * H)))
                    / (12 * H);
            assertThat(activation.derivative(z)).as("%s′(%s)", activation, z).isCloseTo(slope, within(1e-10));
        }
    }

    @ParameterizedTest
    @MethodSource(ACTIVATIONS)
    void whatIsSavedGivesTheSameDerivative(Activation activation) {
        for (double z = -12; z < 12; z += STEP) {
            double saved = activation.saved() == Saved.INPUT ? z : activation.apply(z);
            assertThat(activation.derivativeFromSaved(saved))
                    .as("%s′(%s)", activation, z)
                    .isCloseTo(activation.derivative(z), within(1e-14));
        }
    }

    @ParameterizedTest
    @MethodSource(ACTIVATIONS)
    void atTheKinkItIsTheSlopeFromTheLeft(Activation activation) {
        double left = activation.derivative(-1e-13);
        assertThat(activation.derivative(0)).isCloseTo(left, within(1e-12));
        double saved = activation.saved() == Saved.INPUT ? 0 : activation.apply(0);
        assertThat(activation.derivativeFromSaved(saved)).isCloseTo(left, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource(ACTIVATIONS)
    void noDerivativeExceedsTheLipschitzConstant(Activation activation) {
        double largest = 0;
        for (double z = -20; z < 20; z += 1e-3) largest = Math.max(largest, Math.abs(activation.derivative(z)));
        assertThat(largest).isLessThanOrEqualTo(activation.lipschitz());
        assertThat(largest).as("the bound is tight").isGreaterThan(0.99 * activation.lipschitz());
    }
}
