package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors and threads that a team can't work with are named; nothing hangs, spins or comes out wrong. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TeamMisuseTest {
    private static final Team.Operation NOTHING = (part, parts) -> {};

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void anExecutorThatRunsTasksOnTheCallerIsRefused(int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Team.of(Runnable::run, size))
                .withMessageContaining("on the thread that has made the team");
    }

    @Test
    void aPoolThatLetsTheCallerRunWhatItHasNoThreadForIsRefusedAndGetsItsThreadBack() throws InterruptedException {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), new ThreadPoolExecutor.CallerRunsPolicy());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Team.of(pool, 3))
                .withMessageContaining("CallerRunsPolicy");
        assertEnds(pool);
    }

    /** An event loop: it runs what was submitted to it once its own task is over. */
    @Test
    void anExecutorThatRunsTasksOnTheCallerLaterIsNamedByTheNextRun() {
        Queue<Runnable> later = new ArrayDeque<>();
        Team team = Team.of(later::add, 3);
        team.run(NOTHING);
        while (!later.isEmpty()) later.remove().run();
        assertThatIllegalStateException()
                .isThrownBy(() -> team.run(NOTHING))
                .withMessageContaining("on the thread that has made the team");
    }

    @Test
    @Tag("exhaustive") // ten seconds
    void anExecutorThatWaitsForTheTaskIsRefused() {
        Executor waits = task -> {
            Thread thread = Thread.ofPlatform().start(task);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Team.of(waits, 2))
                .withMessageContaining("waits for a team's worker to end");
    }

    @Test
    void anExecutorThatIsShutDownIsNamed() {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        executor.shutdown();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> Team.of(executor, 3))
                .withMessageContainingAll("worker 1", "3 threads", "shut down");
    }

    @Test
    void whatTheExecutorThrowsElseIsThrownAsItIs() {
        IllegalCallerException problem = new IllegalCallerException("no");
        Executor executor = task -> {
            throw problem;
        };
        assertThatExceptionOfType(IllegalCallerException.class)
                .isThrownBy(() -> Team.of(executor, 2))
                .isSameAs(problem);
    }

    /** Interrupted workers can't park any more; they must not spin instead. */
    @Test
    void aShutDownNowSendsTheWorkersHomeAndTheNextRunSaysSo() throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        Team team = Team.of(executor, 3);
        team.run(NOTHING);
        executor.shutdownNow();
        assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> team.run(NOTHING)).withMessageContaining("interrupted");
        team.close();
    }

    /** {@code try (executor)} waits for the workers, which a team that nobody closes would keep for ever. */
    @Test
    void anExecutorThatIsClosedBeforeTheTeamGetsItsWorkersBack() {
        Team team;
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            team = Team.of(executor, 3);
            team.run(NOTHING);
        }
        AtomicInteger parts = new AtomicInteger();
        team.run((part, all) -> parts.incrementAndGet());
        assertThat(parts).as("the caller does what its workers did").hasValue(3);
    }

    @ParameterizedTest(name = "in part {0}")
    @ValueSource(ints = {0, 1, 2})
    void anOperationWithinAnOperationThrowsAndTheTeamGoesOn(int nesting) {
        try (ExecutorService executor = Executors.newFixedThreadPool(2);
                Team team = Team.of(executor, 3)) {
            AtomicInteger runs = new AtomicInteger();
            for (int i = 0; i < 200; i++) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> team.run((part, parts) -> {
                            if (part == nesting) team.run((p, n) -> runs.addAndGet(1000));
                            runs.incrementAndGet();
                        }))
                        .withMessageContainingAll("the team is in use", "within another");
            }
            assertThat(runs.get()).isEqualTo(400);
            team.run((part, parts) -> runs.incrementAndGet());
            assertThat(runs.get()).isEqualTo(403);
        }
    }

    @Test
    void aTeamOfOneMayBeNestedAndShared() {
        AtomicInteger runs = new AtomicInteger();
        Team team = Team.single();
        team.run((part, parts) -> team.run((p, n) -> runs.incrementAndGet()));
        assertThat(runs.get()).isEqualTo(1);
    }

    /** Each operation either runs all of its parts, once, or throws and runs none. */
    @ParameterizedTest(name = "{0} threads in a team of {1}")
    @org.junit.jupiter.params.provider.CsvSource({"2, 2", "3, 3", "4, 2"})
    void threadsThatMeetInATeamAreToldAndLoseNothing(int threads, int size) throws InterruptedException {
        AtomicLong refused = new AtomicLong();
        AtomicReference<@Nullable Throwable> wrong = new AtomicReference<>();
        try (ExecutorService executor = Executors.newCachedThreadPool();
                Team team = Team.of(executor, size)) {
            CountDownLatch start = new CountDownLatch(1);
            Thread[] callers = new Thread[threads];
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(700);
            for (int t = 0; t < threads; t++) {
                callers[t] = Thread.ofPlatform().start(() -> {
                    try {
                        start.await();
                        while (System.nanoTime() < end) runOnce(team, refused);
                    } catch (Throwable e) {
                        wrong.set(e);
                    }
                });
            }
            start.countDown();
            for (Thread caller : callers) caller.join();
        }
        assertThat(wrong.get()).isNull();
        assertThat(refused.get()).as("threads have met").isPositive();
    }

    private static void runOnce(Team team, AtomicLong refused) {
        int[] runs = new int[team.size()];
        boolean done;
        try {
            team.run((part, parts) -> {
                runs[part]++;
                for (int i = 0; i < 200; i++) Thread.onSpinWait();
            });
            done = true;
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("in use by another thread");
            refused.incrementAndGet();
            done = false;
        }
        for (int run : runs) assertThat(run).isEqualTo(done ? 1 : 0);
    }

    @Test
    void aTeamMayBeHandedOnFromThreadToThread() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        try (ExecutorService executor = Executors.newFixedThreadPool(1);
                Team team = Team.of(executor, 2)) {
            for (int i = 0; i < 100; i++) {
                Thread thread = Thread.ofPlatform().start(() -> team.run((part, parts) -> runs.incrementAndGet()));
                thread.join();
            }
        }
        assertThat(runs.get()).isEqualTo(200);
    }

    @Test
    void virtualThreadsMayCallAndWork() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                Team team = Team.of(executor, 4)) {
            Thread caller = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 500; i++) team.run((part, parts) -> runs.incrementAndGet());
            });
            caller.join();
        }
        assertThat(runs.get()).isEqualTo(2000);
    }

    /** The task is lost, which nobody can know: the caller does all of the work. */
    @Test
    void anExecutorThatDropsTasksMakesItSlower() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1), new ThreadPoolExecutor.DiscardPolicy());
        AtomicInteger runs = new AtomicInteger();
        try (pool;
                Team team = Team.of(pool, 8)) {
            for (int i = 0; i < 100; i++) team.run((part, parts) -> runs.incrementAndGet());
        }
        assertThat(runs.get()).isEqualTo(800);
    }

    private static void assertEnds(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }
}
