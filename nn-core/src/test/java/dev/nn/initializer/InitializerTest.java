package dev.nn.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mean, variance and bounds of start weights. */
class InitializerTest {
    private static final int FAN_IN = 50;
    private static final int FAN_OUT = 30;
    private static final int SAMPLES = 200_000;

    @ParameterizedTest
    @CsvSource({
        "glorot-uniform, 0.025, uniform",
        "glorot-normal, 0.025, normal",
        "he-uniform, 0.04, uniform",
        "he-normal, 0.04, normal",
        "lecun-uniform, 0.02, uniform",
        "lecun-normal, 0.02, normal",
    })
    void hasTheVarianceOfItsPaper(String name, double variance, String shape) {
        Initializer initializer = Initializer.named(name);
        Random random = new Random(42);
        double sum = 0, squares = 0, fourth = 0, largest = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double w = initializer.sample(FAN_IN, FAN_OUT, random);
            sum += w;
            squares += w * w;
            fourth += w * w * w * w;
            largest = Math.max(largest, Math.abs(w));
        }
        double deviation = Math.sqrt(variance);
        assertThat(sum / SAMPLES).isCloseTo(0, within(4 * deviation / Math.sqrt(SAMPLES)));
        assertThat(squares / SAMPLES).isCloseTo(variance, within(0.02 * variance));
        double kurtosis = fourth * SAMPLES / (squares * squares);
        if (shape.equals("uniform")) {
            assertThat(kurtosis).isCloseTo(1.8, within(0.05));
            assertThat(largest).isBetween(0.999 * Math.sqrt(3) * deviation, 1.000001 * Math.sqrt(3) * deviation);
        } else {
            assertThat(kurtosis).isCloseTo(3, within(0.1));
            assertThat(largest).isGreaterThan(4 * deviation);
        }
    }

    @Test
    void dependsOnNothingButTheSeed() {
        Random one = new Random(5), other = new Random(5);
        for (int i = 0; i < 100; i++) {
            assertThat(Initializer.he().sample(3, 4, one))
                    .isEqualTo(Initializer.he().sample(3, 4, other));
        }
    }

    @Test
    void hasShortNamesForTheUsualForms() {
        assertThat(Initializer.glorot()).isEqualTo(Initializer.named("glorot-uniform"));
        assertThat(Initializer.he()).isEqualTo(Initializer.named("he-normal"));
        assertThat(Initializer.leCun()).isEqualTo(Initializer.named("lecun-normal"));
        assertThat(Initializer.constant(0.5f).sample(1, 1, new Random())).isEqualTo(0.5f);
    }

    @Test
    void knowsItsNames() {
        for (String name : Initializer.names())
            assertThat(Initializer.named(name)).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Initializer.named("luck"))
                .withMessage("unknown initializer 'luck'; known: " + String.join(", ", Initializer.names()));
    }
}
