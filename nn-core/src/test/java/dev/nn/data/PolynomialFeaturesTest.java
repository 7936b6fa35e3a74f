package dev.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of powers. */
class PolynomialFeaturesTest {
    @Test
    void twoInputsInTheOrderOfTheTextbooks() {
        // x = 2, y = 3: x y x² xy y² x³ x²y xy² y³
        assertThat(PolynomialFeatures.of(2, 3).apply(2, 3)).containsExactly(2, 3, 4, 6, 9, 8, 12, 18, 27);
        assertThat(PolynomialFeatures.of(2, 3).exponents(6)).containsExactly(2, 1);
    }

    @Test
    void oneInputGivesItsPowers() {
        assertThat(PolynomialFeatures.of(1, 4).apply(-2)).containsExactly(-2, 4, -8, 16);
    }

    @ParameterizedTest
    @CsvSource({"2,1,2", "2,2,5", "2,5,20", "2,20,230", "3,2,9", "4,3,34", "1,7,7", "7,1,7"})
    void count(int inputs, int degree, int count) {
        PolynomialFeatures features = PolynomialFeatures.of(inputs, degree);
        assertThat(features.count()).isEqualTo(count);
        assertThat(features.apply(new double[inputs])).hasSize(count);
    }

    @Test
    void namesWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolynomialFeatures.of(0, 2))
                .withMessageContaining("inputs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolynomialFeatures.of(2, 0))
                .withMessageContaining("degree");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolynomialFeatures.of(784, 4))
                .withMessageContaining("784 inputs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolynomialFeatures.of(2, 2).apply(1))
                .withMessageContaining("2 values, has 1");
    }
}
