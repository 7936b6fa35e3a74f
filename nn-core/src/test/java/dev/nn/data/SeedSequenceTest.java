package dev.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeedSequenceTest {
    private static final int COUNT = 200;

    @Test
    void sequencesOfNeighbouringSeedsShareNothing() {
        Set<Long> all = new HashSet<>();
        for (long seed = -COUNT; seed < COUNT; seed++) {
            for (int number = 0; number < COUNT; number++) all.add(new SeedSequence(seed).get(number));
        }
        assertThat(all).hasSize(2 * COUNT * COUNT);
    }

    @Test
    void theSameNumberGivesTheSameSeed() {
        assertThat(new SeedSequence(42).get(3)).isEqualTo(new SeedSequence(42).get(3));
        assertThat(new SeedSequence(42).get(3)).isNotEqualTo(42 + 3);
    }

    /** The JDK's SplittableRandom has the same steps and the same mixing function. */
    @Test
    void isSplitMix64() {
        long start = new SplittableRandom(42).nextLong();
        SplittableRandom random = new SplittableRandom(start);
        for (int number = 0; number < COUNT; number++) {
            assertThat(new SeedSequence(42).get(number)).isEqualTo(random.nextLong());
        }
    }

    /** First numbers of generators with these seeds look like independent ones: mean and correlation of neighbours. */
    @Test
    void generatorsWithTheseSeedsAreIndependent() {
        int count = 10_000;
        double sum = 0, products = 0, before = 0;
        for (int number = 0; number < count; number++) {
            double value = new Random(new SeedSequence(7).get(number)).nextDouble() - 0.5;
            sum += value;
            products += value * before;
            before = value;
        }
        // Standard errors are 0.289 / 100 and 0.083 / 100.
        assertThat(sum / count).isBetween(-0.012, 0.012);
        assertThat(products / count).isBetween(-0.0034, 0.0034);
    }

    @Test
    void negativeNumbersAreRefused() {
        assertThatThrownBy(() -> new SeedSequence(1).get(-1)).hasMessageContaining("from 0 on, was -1");
    }
}
