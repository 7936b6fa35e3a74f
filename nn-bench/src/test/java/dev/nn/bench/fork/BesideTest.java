package dev.nn.bench.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nn.bench.measure.MemoryStream;
import dev.nn.bench.measure.Sample;
import dev.nn.bench.measure.Subject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The neighbour streams while the work runs, and rests after it, however it ends. */
class BesideTest {
    @Test
    void streamsFromTheRefreshToTheEndOfTheRound() {
        List<Boolean> seen = new ArrayList<>();
        try (MemoryStream neighbour = new MemoryStream()) {
            Subject work = calls -> {
                seen.add(neighbour.isStreaming());
                return Sample.of(1, 2, 3);
            };
            Beside beside = new Beside(work, neighbour);
            assertThat(neighbour.isStreaming()).isFalse();
            beside.refresh();
            assertThat(neighbour.isStreaming()).isTrue();
            assertThat(beside.run(5)).isEqualTo(Sample.of(1, 2, 3));
            assertThat(neighbour.isStreaming()).isFalse();
            assertThat(seen).containsExactly(true, true);
        }
    }

    @Test
    void restsAfterAFailure() {
        try (MemoryStream neighbour = new MemoryStream()) {
            Beside beside = new Beside(
                    calls -> {
                        throw new IllegalStateException("broken");
                    },
                    neighbour);
            assertThatThrownBy(() -> beside.run(1)).hasMessage("broken");
            assertThat(neighbour.isStreaming()).isFalse();
        }
    }
}
