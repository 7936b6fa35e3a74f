package dev.nn.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void ticksAreRound() {
        assertThat(texts(new Axis("", -1.15, 1.15))).containsExactly("−1.0", "−0.5", "0.0", "0.5", "1.0");
        assertThat(texts(new Axis("", 0, 10))).containsExactly("0", "2", "4", "6", "8", "10");
        assertThat(texts(new Axis("", 0, 0.03)))
                .containsExactly("0.000", "0.005", "0.010", "0.015", "0.020", "0.025", "0.030");
        assertThat(texts(new Axis("", 120, 3100))).containsExactly("500", "1000", "1500", "2000", "2500", "3000");
    }

    private static String[] texts(Axis axis) {
        double[] ticks = axis.ticks();
        String[] texts = new String[ticks.length];
        for (int i = 0; i < texts.length; i++) texts[i] = axis.text(ticks[i]);
        return texts;
    }
}
