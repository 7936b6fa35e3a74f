package dev.nn.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final Limits LIMITS = new Limits(
            512,
            100,
            new Together(2, 1.5),
            Map.of(MemoryLevel.L1, 200.0, MemoryLevel.L2, 100.0, MemoryLevel.L3, 50.0, MemoryLevel.DRAM, 20.0));

    @Test
    void roofIsTheLowerOfPeakAndBandwidth() {
        assertThat(LIMITS.roof(0.5, MemoryLevel.L2, 1)).isEqualTo(50);
        assertThat(LIMITS.roof(2, MemoryLevel.L2, 1)).isEqualTo(100);
        assertThat(LIMITS.roof(2, MemoryLevel.DRAM, 1)).isEqualTo(40);
    }

    @Test
    void threadsReachTogetherWhatWasMeasuredAndOfOtherNumbersNothingIsKnown() {
        assertThat(LIMITS.peak(1)).isEqualTo(100);
        assertThat(LIMITS.peak(2)).isEqualTo(150);
        assertThat(LIMITS.peak(4)).isEqualTo(400);
        assertThat(LIMITS.withGain(1.75).peak(2)).isEqualTo(175);
        assertThat(LIMITS.withGain(1.75).peak(1)).isEqualTo(100);
    }

    @Test
    void coresHaveTheirOwnSmallCachesButShareTheRest() {
        assertThat(LIMITS.roof(100, MemoryLevel.L3, 2)).isEqualTo(150);
        assertThat(LIMITS.roof(0.5, MemoryLevel.L2, 2)).isEqualTo(100);
        assertThat(LIMITS.roof(0.5, MemoryLevel.L3, 2)).isEqualTo(25);
    }

    @Test
    void peakOnlyRises() {
        assertThat(LIMITS.withPeak(90).peak()).isEqualTo(100);
        assertThat(LIMITS.withPeak(110).peak()).isEqualTo(110);
    }

    @Test
    void levelIsTheSmallestThatHoldsTheData() {
        assertThat(MemoryLevel.holding(1)).isEqualTo(MemoryLevel.L1);
        double l2 = MemoryLevel.L2.kibibytes() * 1024.0;
        assertThat(MemoryLevel.holding(l2)).isEqualTo(MemoryLevel.L2);
        assertThat(MemoryLevel.holding(l2 + 1)).isEqualTo(MemoryLevel.L3);
        assertThat(MemoryLevel.holding(1e12)).isEqualTo(MemoryLevel.DRAM);
    }

    @Test
    void measuredLimitsArePossible() {
        Limits measured = Limits.measure(2, new Pace(0.01, 0.002, 3, 1));
        // From waiting for each other to a whole core each, on a machine that may be busy.
        assertThat(measured.together().threads()).isEqualTo(2);
        assertThat(measured.together().gain()).isBetween(0.1, 20.0);
        assertThat(Limits.measure(1, new Pace(0.01, 0.002, 3, 1)).together()).isEqualTo(Together.ALONE);
        assertThat(measured.peak()).isBetween(0.01, 2000.0);
        assertThat(measured.bandwidth()).containsOnlyKeys(MemoryLevel.values());
        assertThat(measured.bandwidth().values())
                .allSatisfy(rate -> assertThat(rate).isBetween(0.01, 5000.0));
        FmaPeak fma = new FmaPeak();
        assertThat(fma.flops() / (2.0 * 12 * 2_000) * 32).isCloseTo(fma.bits(), within(1e-9));
    }
}
