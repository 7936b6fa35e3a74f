package dev.nn.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.activation.Elu;
import dev.nn.activation.LeakyRelu;
import dev.nn.format.onnx.recognise.ActivationMatch;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every activation is told from every other, and from what only resembles it. */
class ActivationMatchTest {
    private static @Nullable Activation match(DoubleUnaryOperator function) {
        return ActivationMatch.of(
                Arrays.stream(ActivationMatch.at()).map(function).toArray());
    }

    static Stream<Activation> activations() {
        Stream<Activation> more = Stream.of(
                new LeakyRelu(1e-6f), new LeakyRelu(0.25f), new LeakyRelu(0.999f), new Elu(0.001f), new Elu(5));
        return Stream.concat(Activation.all().stream(), more);
    }

    @ParameterizedTest
    @MethodSource("activations")
    void isRecognised(Activation activation) {
        assertThat(match(activation::apply)).isEqualTo(activation);
        // As a formula in single precision deviates; the parameter then does too.
        assertThat(match(z -> activation.apply(z) * (1 + 1e-7)))
                .isNotNull()
                .extracting(Activation::name)
                .isEqualTo(activation.name());
    }

    @ParameterizedTest
    @MethodSource("activations")
    void isNotRecognisedIfChanged(Activation activation) {
        assertThat(match(z -> activation.apply(z) + 1e-4)).isNotEqualTo(activation);
        assertThat(match(z -> activation.apply(1.001 * z))).isNotEqualTo(activation);
        assertThat(match(z -> Math.min(activation.apply(z), 1e30))).isIn(null, bounded(activation));
        assertThat(match(z -> -activation.apply(z))).isNull();
    }

    /** The activation itself if it has no values above. */
    private static @Nullable Activation bounded(Activation activation) {
        return activation.apply(1e31) < 2 ? activation : null;
    }

    @Test
    void othersAreNot() {
        assertThat(match(z -> 0)).isNull();
        assertThat(match(z -> Double.NaN)).isNull();
        assertThat(match(z -> z < 0 ? 1.01 * z : z)).isNull();
        assertThat(match(z -> z < 0 ? -0.1 * z : z)).isNull();
        assertThat(match(z -> Math.clamp(z / 6 + 0.5, 0, 1))).isNull();
        assertThat(match(z -> Math.atan(z))).isNull();
    }

    /** A formula that overflows says nothing there. */
    @Test
    void overflowIsPassedOver() {
        assertThat(match(z -> Math.log(1 + Math.exp(z)))).isEqualTo(Activation.SOFTPLUS);
    }
}
