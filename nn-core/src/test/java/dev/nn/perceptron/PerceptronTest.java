package dev.nn.perceptron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The perceptron, its learning rule by hand, and its theorem. */
class PerceptronTest {
    private static final double[][] SQUARE = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};

    @Test
    void answersOneOnlyAboveZero() {
        Perceptron perceptron = Perceptron.of(-1, 0.5, 0.25);
        assertThat(perceptron.score(2, 4)).isEqualTo(1);
        assertThat(perceptron.predict(2, 4)).isEqualTo(1);
        assertThat(perceptron.predict(2, 0)).isZero();
        assertThat(perceptron.predict(0, 0)).isZero();
        assertThat(perceptron.predict(Double.NaN, 0)).isZero();
    }

    @Test
    void movesByTheRuleAndOnlyAfterMistakes() {
        Perceptron perceptron = Perceptron.of(0, 1, -1);
        assertThat(perceptron.learn(new double[] {2, 1}, 1, 0.5)).isFalse();
        assertThat(perceptron.weights()).containsExactly(0, 1, -1);
        assertThat(perceptron.learn(new double[] {1, 3}, 1, 0.5)).isTrue();
        assertThat(perceptron.weights()).containsExactly(0.5, 1.5, 0.5);
        assertThat(perceptron.learn(new double[] {2, 1}, 0, 0.5)).isTrue();
        assertThat(perceptron.weights()).containsExactly(0, 0.5, 0);
    }

    @Test
    void learnsAndByHand() {
        // Weights after each pass: (1,1,1), (0,2,1), (-1,2,1), (-1,2,2), (-2,2,1); mistakes 1, 3, 3, 2, 1, and then
        // none.
        Perceptron perceptron = Perceptron.zero(2);
        PerceptronTraining training = perceptron.train(SQUARE, new int[] {0, 0, 0, 1}, 1, 100);
        assertThat(training.separated()).isTrue();
        assertThat(perceptron.accuracy(SQUARE, new int[] {0, 0, 0, 1})).isEqualTo(1);
        assertThat(perceptron.weights()).containsExactly(-2, 2, 1);
        assertThat(training).isEqualTo(new PerceptronTraining(6, 10, true));
    }

    @Test
    void givesUpOnXor() {
        PerceptronTraining training = Perceptron.zero(2).train(SQUARE, new int[] {0, 1, 1, 0}, 1, 50);
        assertThat(training.separated()).isFalse();
        assertThat(training.passes()).isEqualTo(50);
        assertThat(training.mistakes()).isGreaterThanOrEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void makesNoMoreMistakesThanNovikoffAllows(long seed) {
        Random random = new Random(seed);
        Perceptron truth = Perceptron.of(0.2, random.nextGaussian(), random.nextGaussian());
        double[][] x = new double[200][];
        int[] targets = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            do x[i] = new double[] {random.nextDouble(-1, 1), random.nextDouble(-1, 1)};
            while (Math.abs(truth.score(x[i])) < 0.05);
            targets[i] = truth.predict(x[i]);
        }
        double bound = Perceptron.mistakeBound(truth, x, targets);
        for (double rate : new double[] {0.01, 1, 7}) {
            PerceptronTraining training = Perceptron.zero(2).train(x, targets, rate, 100_000);
            assertThat(training.separated()).isTrue();
            assertThat((double) training.mistakes()).isLessThanOrEqualTo(bound);
        }
    }

    @Test
    void boundByHand() {
        // Two points at distance 3 and 1 of the line x = 0: R² = 1 + 9, γ = 1.
        double[][] x = {{3}, {-1}};
        assertThat(Perceptron.mistakeBound(Perceptron.of(0, 2), x, new int[] {1, 0}))
                .isCloseTo(10, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Perceptron.mistakeBound(Perceptron.of(0, 2), x, new int[] {1, 1}))
                .withMessageContaining("example 1 has target 1 and score -2.0");
    }

    @Test
    void namesWhatIsWrong() {
        Perceptron perceptron = Perceptron.zero(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Perceptron.zero(0))
                .withMessageContaining("1 input");
        assertThatIllegalArgumentException().isThrownBy(() -> Perceptron.of(1)).withMessageContaining("got 1 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> perceptron.predict(1))
                .withMessageContaining("2 values, has 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> perceptron.learn(new double[2], 2, 1))
                .withMessageContaining("0 or 1, was 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> perceptron.learn(new double[2], 1, 0))
                .withMessageContaining("rate must be positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> perceptron.train(SQUARE, new int[3], 1, 1))
                .withMessageContaining("4 examples, 3 targets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> perceptron.accuracy(new double[0][], new int[0]))
                .withMessageContaining("at least 1 example");
    }
}
