package dev.nn.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Pace PACE = new Pace(1e-3, 1e-3, 5, 10);

    private final List<String> log = new ArrayList<>();

    /** A subject that takes exactly so many nanoseconds a call, and keeps a log. */
    private Subject taking(String name, double nanos) {
        return calls -> {
            log.add(name + " " + calls);
            return Sample.of(nanos, 2 * nanos, 3);
        };
    }

    @Test
    void subjectsTakeTurnsWithAsManyCallsAsFillARound() {
        List<Sample> samples = Rounds.measure(List.of(taking("a", 1000), taking("b", 100_000)), PACE);
        assertThat(samples).containsExactly(Sample.of(1000, 2000, 3), Sample.of(100_000, 200_000, 3));
        List<String> rounds = log.subList(log.size() - 20, log.size());
        for (int round = 0; round < 5; round++) {
            assertThat(rounds.subList(4 * round, 4 * round + 4)).containsExactly("a 1", "a 1000", "b 1", "b 10");
        }
    }

    @Test
    void slowSubjectsGetFewerRoundsButThree() {
        Rounds.measure(List.of(taking("slow", 60e9)), PACE);
        assertThat(log).hasSize(1 + 3); // warm-up, then three rounds without a call that would fill the caches again
    }

    @Test
    void subjectsAreRefreshedUnlessACallTakesTenRounds() {
        Rounds.measure(List.of(taking("a", 9e6), taking("b", 11e6)), PACE);
        assertThat(log.subList(log.size() - 15, log.size()))
                .startsWith("a 1", "a 1", "b 1", "a 1", "a 1", "b 1")
                .endsWith("b 1");
    }

    @Test
    void medianIsEachFiguresOwn() {
        Sample median = Rounds.median(List.of(Sample.of(1, 9, 0), Sample.of(3, 7, 5), Sample.of(2, 8, 0)));
        assertThat(median).isEqualTo(Sample.of(2, 8, 0));
    }

    @Test
    void meterSeesAllocationAndNothingElse() {
        Subject nothing = Subject.of(() -> {});
        nothing.run(1000);
        assertThat(nothing.run(1000).bytes()).isZero();
        byte[][] kept = new byte[1][];
        Subject allocating = Subject.of(() -> kept[0] = new byte[1000]);
        assertThat(allocating.run(100).bytes()).isBetween(1000.0, 1100.0);
        assertThat(kept[0]).hasSize(1000);
    }
}
