package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsTest {
    @Test
    void elementsAreWhereOffsetAndStrideSay() {
        Rows rows = new Rows(new float[100], 7, 10);
        assertThat(rows.index(0, 0)).isEqualTo(7);
        assertThat(rows.index(3, 2)).isEqualTo(39);
        assertThat(rows.from(3).index(1, 2)).isEqualTo(rows.index(4, 2));
    }

    @ParameterizedTest
    @CsvSource({"1, 16", "16, 16", "17, 48", "33, 48", "64, 80", "256, 272"})
    void allocatedRowsAreAnOddNumberOfCacheLinesApart(int columns, int stride) {
        Rows rows = Rows.allocate(3, columns);
        assertThat(rows.stride()).isEqualTo(stride);
        assertThat(rows.data()).hasSize(3 * stride).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 10, 10", "5, 10, 9, 10", "0, 0, 1, 95", "90, 3, 1, 10", "99, 1, 0, 50", "99, 1, 50, 0"})
    void requireAcceptsWhatFits(int offset, int stride, int rows, int columns) {
        Rows view = new Rows(new float[100], offset, stride);
        assertThatCode(() -> view.require("x", rows, columns)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"1, 10, 10, 10", "0, 10, 11, 10", "0, 10, 2, 11", "0, 0, 2, 1", "0, 2000000000, 2000000000, 5"})
    void requireRefusesWhatDoesnt(int offset, int stride, int rows, int columns) {
        Rows view = new Rows(new float[100], offset, stride);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> view.require("x", rows, columns))
                .withMessageStartingWith("x:");
    }

    @Test
    void negativePlacesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rows(new float[1], -1, 1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rows(new float[1], 0, -1))
                .withMessageContaining("-1");
    }
}
