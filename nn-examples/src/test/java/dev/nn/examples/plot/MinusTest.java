package dev.nn.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MinusTest {
    @Test
    void numbersHaveTheirSign() {
        assertThat(Minus.signs("from -1.5 to (-2, -.5), -1e-7")).isEqualTo("from −1.5 to (−2, −.5), −1e−7");
        assertThat(Minus.signs("-∞")).isEqualTo("−∞");
    }

    @Test
    void hyphensStay() {
        String text = "network 784-100-10 of leaky-relu, --seed 5, x-1, 2026-11-26, Tanh-2, -";
        assertThat(Minus.signs(text)).isEqualTo(text);
    }
}
