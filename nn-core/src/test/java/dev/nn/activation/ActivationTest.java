package dev.nn.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationTest {
    @Test
    void allAreThere() {
        assertThat(Activation.all().stream().map(Object::getClass))
                .containsExactlyInAnyOrder(Activation.class.getPermittedSubclasses());
    }

    @Test
    void everyNameLeadsBack() {
        for (Activation activation : Activation.all()) {
            assertThat(Activation.named(activation.name())).isEqualTo(activation);
            assertThat(activation.name()).matches("[a-z-]+");
        }
        assertThat(new HashSet<>(Activation.all())).hasSize(Activation.all().size());
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Activation.named("step"))
                .withMessageContaining("'step'")
                .withMessageContaining("relu, leaky-relu");
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -0.1f, 1.1f, Float.NaN, Float.POSITIVE_INFINITY})
    void aSlopeThatHidesTheSignIsRefused(float slope) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeakyRelu(slope))
                .withMessageContaining("" + slope);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -1, Float.NaN, Float.POSITIVE_INFINITY})
    void anAlphaThatIsNoLimitIsRefused(float alpha) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Elu(alpha)).withMessageContaining("" + alpha);
    }

    /** The moments of y = SELU(z) for standard normal z, which the constants were chosen for. */
    @Test
    void seluKeepsMeanAndVariance() {
        double mean = 0, square = 0, step = 1e-3;
        for (double z = -12; z <= 12; z += step) {
            double weight = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * step, y = Activation.SELU.apply(z);
            mean += weight * y;
            square += weight * y * y;
        }
        assertThat(Arrays.asList(Math.round(mean * 1e6), Math.round(square * 1e6)))
                .containsExactly(0L, 1_000_000L);
    }
}
