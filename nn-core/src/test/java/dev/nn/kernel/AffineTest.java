package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AffineTest {
    private static final WeightLayout LAYOUT = WeightLayout.rowMajor(3, 2);

    @Test
    void weightsAndBiasAreWhereTheySayInAnyArray() {
        Affine affine = new Affine(LAYOUT, new float[20], 1, 10);
        affine.setWeight(2, 1, 5);
        affine.setBias(1, 6);
        assertThat(affine.data()[1 + 5]).isEqualTo(5);
        assertThat(affine.data()[10 + 1]).isEqualTo(6);
        float[] other = new float[20];
        other[6] = 7;
        assertThat(affine.in(other).weight(2, 1)).isEqualTo(7);
    }

    @Test
    void allocatesJustWhatIsNeeded() {
        assertThat(Affine.allocate(LAYOUT).data()).hasSize(8).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({"-1, 10", "0, -1", "15, 0", "0, 19", "2147483647, 0"})
    void placesOutsideOfTheArrayAreRefused(int weights, int bias) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Affine(LAYOUT, new float[20], weights, bias))
                .withMessageContaining("20");
    }
}
