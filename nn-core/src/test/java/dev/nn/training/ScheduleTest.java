package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Learning rates by step. */
class ScheduleTest {
    @Test
    void constantStaysAtTheBase() {
        assertThat(rates(Schedule.constant(), 3)).containsExactly(8, 8, 8);
    }

    @Test
    void everyFewStepsTimesAFactor() {
        assertThat(rates(Schedule.every(2, 0.5), 7)).containsExactly(8, 8, 4, 4, 2, 2, 1);
    }

    @Test
    void equalStages() {
        assertThat(rates(Schedule.stages(3, 0.5), 7)).containsExactly(8, 8, 8, 4, 4, 2, 2);
        assertThat(rates(Schedule.stages(1, 0.5), 3)).containsExactly(8, 8, 8);
    }

    @Test
    void cosineFallsFromTheBaseTowardsTheFloor() {
        assertThat(rates(Schedule.cosine(0), 4))
                .containsExactly(new double[] {8, 4 + 2 * Math.sqrt(2), 4, 4 - 2 * Math.sqrt(2)}, within(1e-14));
        assertThat(rates(Schedule.cosine(0.25), 2)).containsExactly(new double[] {8, 5}, within(1e-14));
        assertThat(rates(Schedule.cosine(1), 3)).containsExactly(8, 8, 8);
        assertThat(Schedule.cosine(0.25).rate(8, 4, 3)).isEqualTo(2);
        assertThat(Schedule.cosine(0.25).rate(8, 9, 3)).as("beyond the end").isEqualTo(2);
    }

    /** PyTorch's {@code OneCycleLR(max_lr=8, total_steps=10)}, by its formula. */
    @Test
    void oneCycleRisesForThreeTenthsAndFalls() {
        double[] expected = {0.32, 4.16, 8, 7.603877, 6.493965, 4.890096, 3.109936, 1.506067, 0.396155, 0.000032};
        assertThat(rates(Schedule.oneCycle(), 10)).containsExactly(expected, within(1e-5));
        for (double rate : rates(Schedule.named("one-cycle"), 1))
            assertThat(rate).isBetween(0.0, 8.0);
        for (double rate : rates(Schedule.oneCycle(), 2)) assertThat(rate).isBetween(0.0, 8.0);
        assertThat(Schedule.oneCycle().rate(8, 20, 10)).isCloseTo(0.000032, within(1e-9));
    }

    @Test
    void warmUpRisesToWhereThePlanStarts() {
        assertThat(rates(Schedule.constant().warmUp(4), 6)).containsExactly(2, 4, 6, 8, 8, 8);
        assertThat(rates(Schedule.every(1, 0.5).warmUp(2), 5)).containsExactly(4, 8, 8, 4, 2);
        assertThat(rates(Schedule.cosine(0).warmUp(2), 4)).containsExactly(new double[] {4, 8, 8, 4}, within(1e-14));
        assertThat(rates(Schedule.cosine(0).warmUp(0), 2)).containsExactly(rates(Schedule.cosine(0), 2));
        assertThat(rates(Schedule.cosine(0).warmUp(4), 2))
                .as("longer than the training")
                .containsExactly(2, 4);
    }

    @Test
    void findsEveryPlanByItsName() {
        assertThat(rates(Schedule.named("constant"), 2)).containsExactly(8, 8);
        assertThat(rates(Schedule.named("step"), 3)).containsExactly(new double[] {8, 0.8, 0.08}, within(1e-14));
        assertThat(rates(Schedule.named("cosine"), 2)).containsExactly(new double[] {8, 4}, within(1e-14));
        for (String name : Schedule.names()) assertThat(Schedule.named(name)).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.named("random"))
                .withMessage("unknown schedule 'random'; known: constant, step, cosine, one-cycle");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.1, Double.NaN})
    void rejectsAFactorThatDoesNotShrink(double factor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.every(1, factor))
                .withMessage("factor must be greater than 0 and at most 1, was " + factor);
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.stages(1, factor));
    }

    @Test
    void rejectsWhatMakesNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.every(0, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.stages(0, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.cosine(1.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.cosine(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.constant().warmUp(-1));
    }

    private static double[] rates(Schedule schedule, long steps) {
        return LongStream.rangeClosed(1, steps)
                .mapToDouble(step -> schedule.rate(8, step, steps))
                .toArray();
    }
}
