package dev.nn.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AggregationTest {
    private final Results results = ExampleResults.results();

    @Test
    void rowsAreMediansOverForks() {
        Row ours = results.rows().get(0);
        assertThat(ours.who()).isEqualTo("simd-512");
        assertThat(ours.ours()).isTrue();
        assertThat(ours.forks()).isEqualTo(3);
        assertThat(ours.cpuMicros()).isEqualTo(25);
        assertThat(ours.wallMicros()).isEqualTo(50);
        assertThat(ours.gflops()).isCloseTo(40, within(1e-9)); // 1e6 flop in 25 µs
        assertThat(ours.shareOfPeak()).isCloseTo(0.4, within(1e-9));
        assertThat(ours.samplesPerSecond()).isCloseTo(4e6, within(1e-3));
    }

    @Test
    void spreadIsSlowestOverFastestAndBytesAreTheWorst() {
        Row ours = results.rows().get(0);
        assertThat(ours.spread()).isEqualTo(2);
        assertThat(ours.bytesPerOp()).isEqualTo(8);
    }

    @Test
    void ratiosAreTakenWithinEachFork() {
        // 2, 1 and 0.5: the ratio of the medians would be 1 as well, that of the fastest forks too; the order counts
        assertThat(results.rows().get(0).ratios())
                .containsEntry("openblas", 1.0)
                .hasSize(1);
        Row peer = results.rows().get(1);
        assertThat(peer.who()).isEqualTo("openblas");
        assertThat(peer.ours()).isFalse();
        assertThat(peer.ratios()).isEmpty();
    }

    @Test
    void sharedWorkCountsByTheClockAndAgainstAllCores() {
        Row shared = results.rows().get(2);
        assertThat(shared.gflops()).isCloseTo(80, within(1e-9)); // 12.5 µs of wall time
        assertThat(shared.shareOfPeak()).isCloseTo(80 / 150.0, within(1e-9)); // two threads reach 1.5 · 100
    }

    @Test
    void coldStartsAreMediansOverRuns() {
        ColdStartRow row = results.coldStarts().getFirst();
        assertThat(row.wallMillis()).isEqualTo(310);
        assertThat(row.cpuMillis()).isEqualTo(200);
        assertThat(row.spread()).isCloseTo(1.1, within(1e-9));
        assertThat(row.runs()).isEqualTo(3);
    }

    @Test
    void geometricMean() {
        assertThat(Summary.geometric(1, 4)).isCloseTo(2, within(1e-12));
        assertThat(Summary.geometric(0.5, 0.5, 0.5)).isCloseTo(0.5, within(1e-12));
    }
}
