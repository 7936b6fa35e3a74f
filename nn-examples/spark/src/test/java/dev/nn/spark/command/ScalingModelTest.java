package dev.nn.spark.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ScalingModelTest {
    /** A million bytes at a million bytes a second: an array takes a second each turn. */
    private final ScalingModel model = new ScalingModel(1000, 0.5, 1_000_000, 2, 1_000_000);

    @Test
    void exchangesGrowWithExecutors() {
        assertThat(model.exchange(1, 1)).isEqualTo(0.5);
        assertThat(model.exchange(3, 1)).isCloseTo(0.5 + 2 + 2 * Math.sqrt(3), within(1e-12));
        assertThat(model.exchange(3, 3)).isCloseTo(0.5 + 3 * (2 + 2 * Math.sqrt(3)), within(1e-12));
    }

    @Test
    void balancedStepComputesHalfOfItsTime() {
        double rows = model.balance(16);
        assertThat(rows / model.rowsPerSecond() / model.synchronous(16, rows)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void localStepsPayFromBreakEven() {
        int steps = model.breakEven(16);
        assertThat(model.local(16, 100, steps)).isLessThan(model.synchronous(16, 100));
        assertThat(model.local(16, 100, steps - 1)).isGreaterThanOrEqualTo(model.synchronous(16, 100));
    }
}
