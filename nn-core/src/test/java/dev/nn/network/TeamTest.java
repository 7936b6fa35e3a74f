package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A hang is a failure: every test has a time limit. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TeamTest {
    private static final Executor NO_THREADS = task -> {};

    @ParameterizedTest(name = "team of {0} on {1} threads")
    @CsvSource({"1, 1", "2, 1", "3, 2", "3, 1", "8, 2"})
    void everyPartRunsOnce(int size, int threads) {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads);
                Team team = Team.of(executor, size)) {
            AtomicIntegerArray runs = new AtomicIntegerArray(size);
            for (int i = 1; i <= 1000; i++) {
                team.run((part, parts) -> {
                    assertThat(parts).isEqualTo(size);
                    runs.incrementAndGet(part);
                });
                for (int part = 0; part < size; part++) {
                    assertThat(runs.get(part))
                            .as("part %d after operation %d", part, i)
                            .isEqualTo(i);
                }
            }
        }
    }

    /** Plain writes of the parts are visible after run, and the caller's before it. */
    @Test
    void aHundredThousandOperationsLoseNothing() {
        int size = 3, operations = 100_000;
        long[] sums = new long[size * 16];
        long[] input = new long[1];
        try (ExecutorService executor = Executors.newFixedThreadPool(size - 1);
                Team team = Team.of(executor, size)) {
            Team.Operation add = (part, parts) -> sums[part * 16] += input[0];
            for (int i = 1; i <= operations; i++) {
                input[0] = i;
                team.run(add);
            }
        }
        for (int part = 0; part < size; part++) {
            assertThat(sums[part * 16]).as("part %d", part).isEqualTo((operations + 1L) * operations / 2);
        }
    }

    /** Long enough for the workers to park in between. */
    @Test
    void workersComeBackFromAPause() throws InterruptedException {
        try (ExecutorService executor = Executors.newFixedThreadPool(2);
                Team team = Team.of(executor, 3)) {
            AtomicInteger runs = new AtomicInteger();
            for (int i = 1; i <= 20; i++) {
                Thread.sleep(i);
                team.run((part, parts) -> runs.incrementAndGet());
                assertThat(runs.get()).isEqualTo(3 * i);
            }
        }
    }

    @Test
    void anExecutorThatStartsNoWorkerMakesItSlowerNotStuck() {
        try (Team team = Team.of(NO_THREADS, 4)) {
            AtomicInteger runs = new AtomicInteger();
            for (int i = 0; i < 100; i++) team.run((part, parts) -> runs.incrementAndGet());
            assertThat(runs.get()).isEqualTo(400);
        }
    }

    @Test
    void theOperationCanUseSeveralThreadsAtOnce() throws InterruptedException {
        try (ExecutorService executor = Executors.newFixedThreadPool(1);
                Team team = Team.of(executor, 2)) {
            AtomicInteger arrived = new AtomicInteger();
            team.run((part, parts) -> {
                arrived.incrementAndGet();
                while (arrived.get() < 2) Thread.onSpinWait();
            });
            assertThat(arrived.get()).isEqualTo(2);
        }
    }

    @ParameterizedTest(name = "part {0}")
    @ValueSource(ints = {0, 1, 2})
    void whatAPartThrowsIsThrownToTheCallerAfterAllPartsAreDone(int failing) {
        try (ExecutorService executor = Executors.newFixedThreadPool(2);
                Team team = Team.of(executor, 3)) {
            AtomicInteger others = new AtomicInteger();
            for (Throwable thrown : new Throwable[] {new IllegalArgumentException("x"), new AssertionError("y")}) {
                assertThatExceptionOfType(Throwable.class)
                        .isThrownBy(() -> team.run((part, parts) -> {
                            if (part == failing) throwUnchecked(thrown);
                            others.incrementAndGet();
                        }))
                        .isSameAs(thrown);
            }
            assertThat(others.get()).isEqualTo(4);
            team.run((part, parts) -> others.incrementAndGet());
            assertThat(others.get()).as("the team goes on").isEqualTo(7);
        }
    }

    private static void throwUnchecked(Throwable thrown) {
        if (thrown instanceof RuntimeException exception) throw exception;
        if (thrown instanceof Error error) throw error;
        throw new IllegalStateException(thrown);
    }

    @Test
    void closingTwiceIsFineAndSendsTheWorkersHome() throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        Team team = Team.of(executor, 3);
        team.run((part, parts) -> {});
        team.close();
        team.close();
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS))
                .as("the workers have returned")
                .isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> team.run((part, parts) -> {}))
                .withMessageContaining("closed");
    }

    /** The second worker is refused: the first must not stay behind, spinning on a thread of the caller's. */
    @Test
    void anExecutorThatRefusesAWorkerGetsTheOthersBack() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(1);
        AtomicInteger accepted = new AtomicInteger();
        Executor executor = task -> {
            if (accepted.getAndIncrement() > 0) throw new RejectedExecutionException("full");
            threads.execute(task);
        };
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> Team.of(executor, 3))
                .withMessageContainingAll("worker 2", "3 threads", "full");
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTeamHasAtLeastOneThread() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Team.of(NO_THREADS, 0))
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Team.of(NO_THREADS, 1_000_000_000))
                .withMessageContaining("1000000000");
        assertThat(Team.single().size()).isEqualTo(1);
    }

    @Test
    void aClosedTeamOfOneIsClosedToo() {
        Team team = Team.single();
        team.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> team.run((part, parts) -> {}))
                .withMessageContaining("closed");
    }
}
