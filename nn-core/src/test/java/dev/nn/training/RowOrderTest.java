package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of the rows, with blocks and without. */
class RowOrderTest {
    private static int[] order(int rows, int block, long seed) {
        int[] order = new int[rows];
        RowOrder.shuffle(new Random(seed), order, block);
        return order;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "100, 0", "100, 3", "1000, 3", "193, 3", "192, 3", "191, 2", "1000, 1", "65, 1"})
    void everyRowComesOnceAndASeedMeansAnOrder(int rows, int block) {
        int[] order = order(rows, block, 5);
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        assertThat(sorted).isEqualTo(IntStream.range(0, rows).toArray());
        assertThat(order(rows, block, 5)).isEqualTo(order);
        if (rows > 1) assertThat(order(rows, block, 6)).isNotEqualTo(order);
    }

    @Test
    void fewBlocksAreShuffledAsRowsWithoutBlocksAre() {
        assertThat(order(64 * 7, 7, 3)).isEqualTo(order(64 * 7, 0, 3));
        assertThat(order(64 * 7 + 1, 7, 3)).isNotEqualTo(order(64 * 7 + 1, 0, 3));
    }

    @Test
    void aWindowHasTheRowsOf64BlocksFromAnywhere() {
        int block = 10, window = block * RowOrder.TOGETHER, rows = 5 * window;
        int[] order = order(rows, block, 1);
        for (int from = 0; from < rows; from += window) {
            int[] inWindow = Arrays.copyOfRange(order, from, from + window);
            int[] blocks =
                    Arrays.stream(inWindow).map(row -> row / block).distinct().toArray();
            assertThat(blocks).hasSize(RowOrder.TOGETHER);
            // From all over the data, and not block after block.
            assertThat(Arrays.stream(blocks).max().orElseThrow()).isGreaterThan(250);
            assertThat(Arrays.stream(blocks).min().orElseThrow()).isLessThan(70);
            int neighbours = 0;
            for (int i = 1; i < window; i++) if (inWindow[i] == inWindow[i - 1] + 1) neighbours++;
            assertThat(neighbours).isLessThan(20);
        }
    }
}
