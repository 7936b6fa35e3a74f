package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldsTest {
    private static final CopyFinder NO_COPIES = CopyFinder.of(Tables.of("a", "1"), new int[1], new int[] {0});

    @ParameterizedTest
    @CsvSource({"10, 5", "11, 5", "14, 5", "10, 10", "97, 3", "2, 2", "1000, 7"})
    void everyRowIsInOneFoldAndNoneIsEmpty(int count, int folds) {
        int[] rows = IntStream.range(0, count).map(i -> 3 * i + 1).toArray();
        float[] targets = new float[count];
        for (int i = 0; i < count; i++) targets[i] = i * 31 % 7;
        Folds dealt = Folds.of(rows, targets, folds, 4, NO_COPIES);
        boolean[] seen = new boolean[3 * count];
        for (int f = 0; f < folds; f++) {
            int[] held = dealt.held(f), rest = dealt.rest(f);
            assertThat(held.length).isBetween(count / folds, Math.ceilDiv(count, folds));
            assertThat(held).isSorted();
            assertThat(rest).isSorted();
            int[] both = IntStream.concat(Arrays.stream(held), Arrays.stream(rest))
                    .sorted()
                    .toArray();
            assertThat(both).isEqualTo(rows);
            for (int row : held) {
                assertThat(seen[row]).isFalse();
                seen[row] = true;
            }
        }
        assertThat(Folds.of(rows, targets, folds, 4, NO_COPIES).fold()).isEqualTo(dealt.fold());
    }

    @Test
    void classesHaveTheirShareOfEveryFold() {
        int[] rows = IntStream.range(0, 100).toArray();
        float[] classes = new float[100];
        for (int i = 0; i < 100; i++) classes[i] = i % 10 == 0 ? 2 : i % 2;
        Folds folds = Folds.of(rows, classes, 5, 1, NO_COPIES);
        for (int f = 0; f < 5; f++) {
            long rare = Arrays.stream(folds.held(f))
                    .filter(row -> classes[row] == 2)
                    .count();
            assertThat(rare).isEqualTo(2);
        }
        assertThat(Folds.of(rows, classes, 5, 2, NO_COPIES).fold()).isNotEqualTo(folds.fold());
    }

    /** Of numbers, each fold has small and large ones. */
    @Test
    void numbersAreSpread() {
        int[] rows = IntStream.range(0, 50).toArray();
        float[] numbers = new float[50];
        for (int i = 0; i < 50; i++) numbers[i] = i * 17 % 50;
        Folds folds = Folds.of(rows, numbers, 5, 1, NO_COPIES);
        for (int f = 0; f < 5; f++) {
            double mean = Arrays.stream(folds.held(f))
                    .mapToDouble(row -> numbers[row])
                    .average()
                    .orElseThrow();
            assertThat(mean).isBetween(22.0, 27.0);
        }
    }
}
