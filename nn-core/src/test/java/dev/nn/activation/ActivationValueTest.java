package dev.nn.activation;

import static dev.nn.activation.Decimal.divide;
import static dev.nn.activation.Decimal.erf;
import static dev.nn.activation.Decimal.exp;
import static dev.nn.activation.Decimal.ln;
import static dev.nn.activation.Decimal.multiply;
import static dev.nn.activation.Decimal.sqrt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values against the textbook formula in 60 digits. */
class ActivationValueTest {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
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
            double expected = formula(activation, Decimal.of(z)).doubleValue();
            assertThat(activation.apply(z))
                    .as("%s(%s)", activation, z)
                    .isCloseTo(expected, within(1e-14 * Math.abs(expected)));
        }
    }

    private static BigDecimal formula(Activation activation, BigDecimal z) {
        boolean positive = z.signum() > 0;
        return switch (activation) {
            case Identity identity -> z;
            case Relu relu -> z.max(BigDecimal.ZERO);
            case LeakyRelu leaky -> positive ? z : z.multiply(Decimal.of(leaky.slope()));
            case Elu elu -> positive ? z : expm1(z).multiply(Decimal.of(elu.alpha()));
            case Selu selu ->
                (positive ? z : expm1(z).multiply(Decimal.of(Selu.ALPHA))).multiply(Decimal.of(Selu.LAMBDA));
            case Sigmoid sigmoid -> sigmoid(z);
            case Tanh tanh -> tanh(z);
            case Softplus softplus -> ln(exp(z).add(BigDecimal.ONE));
            case Silu silu -> multiply(z, sigmoid(z));
            case Gelu gelu -> divide(multiply(z, erf(divide(z, sqrt(TWO))).add(BigDecimal.ONE)), TWO);
            case GeluTanh geluTanh -> geluTanh(z);
        };
    }

    private static BigDecimal expm1(BigDecimal z) {
        return exp(z).subtract(BigDecimal.ONE);
    }

    private static BigDecimal sigmoid(BigDecimal z) {
        return divide(BigDecimal.ONE, exp(z.negate()).add(BigDecimal.ONE));
    }

    private static BigDecimal tanh(BigDecimal z) {
        BigDecimal up = exp(z), down = exp(z.negate());
        return divide(up.subtract(down), up.add(down));
    }

    /** ½z · (1 + tanh(√(2/π) · (z + 0.044715 z³))). */
    private static BigDecimal geluTanh(BigDecimal z) {
        BigDecimal cubic = multiply(new BigDecimal("0.044715"), z.multiply(z).multiply(z));
        BigDecimal u = multiply(sqrt(divide(TWO, Decimal.PI)), z.add(cubic));
        return divide(multiply(z, tanh(u).add(BigDecimal.ONE)), TWO);
    }
}
