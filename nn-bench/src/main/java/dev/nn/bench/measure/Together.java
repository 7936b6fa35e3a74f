package dev.nn.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What several threads of pure multiply-adds reach together: less than their number where they share a core, its power or
 * its time with others. Rows on several threads are measured against this.
 *
 * @param threads how many
 * @param gain what they do in a time, in multiples of what one thread alone does in the same time by the clock
 */
public record Together(int threads, double gain) {
    /** One thread. */
    public static final Together ALONE = new Together(1, 1);

    /** Calls of {@link FmaPeak} that warm a thread's own object up. */
    private static final int SETTLE = 3_000;

    /** Measures one thread and all of them in turns, and takes the median of the ratios. */
    public static Together measure(int threads, Pace pace) {
        if (threads == 1) return ALONE;
        List<FmaPeak> work = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            FmaPeak peak = new FmaPeak();
            for (int call = 0; call < SETTLE; call++) peak.run();
            work.add(peak);
        }
        long nanos = Math.round(pace.roundSeconds() * 1e9);
        double[] gains = new double[pace.rounds(2 * pace.roundSeconds())];
        for (int round = 0; round < gains.length; round++) {
            double alone = callsPerNano(List.of(work.getFirst()), nanos);
            gains[round] = callsPerNano(work, nanos) / alone;
        }
        return new Together(threads, Median.of(gains));
    }

    /** What all of them do from a common start until the time is over. */
    private static double callsPerNano(List<FmaPeak> work, long nanos) {
        AtomicLong calls = new AtomicLong();
        CyclicBarrier start = new CyclicBarrier(work.size());
        List<Thread> threads = work.stream()
                .map(each -> Thread.ofPlatform().daemon().start(() -> calls.addAndGet(run(each, start, nanos))))
                .toList();
        try {
            for (Thread thread : threads) thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return (double) calls.get() / nanos;
    }

    private static long run(FmaPeak work, CyclicBarrier start, long nanos) {
        try {
            start.await();
        } catch (Exception e) {
            throw new IllegalStateException("the threads didn't start together", e);
        }
        long calls = 0;
        for (long end = System.nanoTime() + nanos; System.nanoTime() < end; calls++) work.run();
        return calls;
    }
}
