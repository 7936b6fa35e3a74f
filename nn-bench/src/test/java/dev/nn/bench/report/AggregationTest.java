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
    void whatIsLeftBesideANeighbourIsTakenWithinEachFork() {
        assertThat(results.company()).extracting(CompanyRow::who).containsExactly("peak", "simd-512", "onednn");
        CompanyRow control = results.company().get(0),
                ours = results.company().get(1),
                peer = results.company().get(2);
        assertThat(control.chosen()).isNull();
        assertThat(control.left()).isEqualTo(1);
        assertThat(ours.chosen()).isEqualTo(ExampleResults.ACCOMPANIED);
        assertThat(ours.aloneMicros()).isEqualTo(25);
        assertThat(ours.besideMicros()).isEqualTo(50);
        assertThat(ours.left()).isEqualTo(0.5);
        assertThat(ours.neighbour()).isEqualTo(21);
        assertThat(ours.forks()).isEqualTo(3);
        assertThat(peer.left()).isCloseTo(0.6, within(1e-12)); // of 3/4, 3/5 and 1/2
        assertThat(peer.least()).isEqualTo(0.5);
    }

    /** Rows with company are no rows of the table of speeds. */
    @Test
    void workBesideANeighbourHasATableOfItsOwn() {
        assertThat(results.rows()).noneMatch(row -> row.chosen().company());
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
