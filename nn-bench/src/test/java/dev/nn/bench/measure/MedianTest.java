package dev.nn.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MedianTest {
    @Test
    void isTheValueInTheMiddle() {
        assertThat(Median.of(9, 1, 5)).isEqualTo(5);
        assertThat(Median.of(100, 2, 1, 4)).isEqualTo(3);
        assertThat(Median.of(7)).isEqualTo(7);
        assertThat(Median.of()).isNaN();
    }
}
