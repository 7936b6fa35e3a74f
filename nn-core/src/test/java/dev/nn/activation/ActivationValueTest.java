package dev.nn.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values against the formula in 60 digits. */
class ActivationValueTest {
    private static final double[] ARGUMENTS = {
        -9, -7.3, -5, -3.1, -2, -1.25, -1, -0.75, -0.3, -1e-3, -1e-9, -1e-30, 0, 1e-30, 1e-9, 1e-3, 0.1, 0.6, 1, 1.5,
        2.4, 3, 4.75, 6, 9
    };

    static Stream<Activation> activations() {
        return Stream.concat(Activation.all().stream(), Stream.of(new LeakyRelu(0.3f), new Elu(0.25f)));
    }

    @ParameterizedTest
    @MethodSource("activations")
    void valueIsThatOfTheFormula(Activation activation) {
        for (double z : ARGUMENTS) {
            double expected =
                    activation.formula(new DecimalArithmetic(), Decimal.of(z)).doubleValue();
            assertThat(activation.apply(z))
                    .as("%s(%s)", activation, z)
                    .isCloseTo(expected, within(2e-14 * Math.abs(expected)));
        }
    }
}
