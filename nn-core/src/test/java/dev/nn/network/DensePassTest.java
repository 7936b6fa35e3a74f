package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DensePassTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 64, 100, 1000, Integer.MAX_VALUE - 64})
    void partsCoverEverythingOnceAndAreCutAtTiles(int n) {
        for (int parts = 1; parts <= 9; parts++) {
            assertThat(Team.cut(n, 0, parts)).isZero();
            assertThat(Team.cut(n, parts, parts)).isEqualTo(n);
            for (int part = 0; part < parts; part++) {
                int from = Team.cut(n, part, parts), to = Team.cut(n, part + 1, parts);
                assertThat(from).as("part %d of %d of %d items", part, parts, n).isLessThanOrEqualTo(to);
                assertThat(to == n || to % 16 == 0).isTrue();
            }
        }
    }
}
