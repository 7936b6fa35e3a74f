package dev.nn.bench.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Interleaved measurement: warm each subject up, find out how many calls fill a round, then run rounds A B C, A B C, …
 * and take each one's median. What slows the machine down for a while so hits all of them alike.
 */
public final class Rounds {
    /** A block that takes less than this share of the one before shows that the compiler is still at work. */
    private static final double STEADY = 0.95;

    /** How many times the usual warm-up may last. */
    private static final double MOST = 8;

    /** Calls that take so many rounds don't notice where their operands were: they aren't refreshed. */
    private static final double LONG = 10;

    private Rounds() {}

    /** Measures all subjects together; results in their order. */
    public static List<Sample> measure(List<? extends Subject> subjects, Pace pace) {
        int n = subjects.size();
        long[] calls = new long[n];
        boolean[] isLong = new boolean[n];
        double seconds = 0;
        for (int i = 0; i < n; i++) {
            double estimate = warmUp(subjects.get(i), pace.warmUpSeconds()) * 1e-9;
            calls[i] = Math.max(1, Math.round(pace.roundSeconds() / estimate));
            isLong[i] = estimate > LONG * pace.roundSeconds();
            seconds += estimate * (calls[i] + (isLong[i] ? 0 : 1));
        }
        int rounds = pace.rounds(seconds);
        List<List<Sample>> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) samples.add(new ArrayList<>());
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < n; i++) {
                if (!isLong[i]) subjects.get(i).refresh();
                samples.get(i).add(subjects.get(i).run(calls[i]));
            }
        }
        return samples.stream().map(Rounds::median).toList();
    }

    /**
     * Doubles the number of calls until the time is over and a block is no faster than the one before, but not for ever;
     * returns what a call takes at the end, in ns.
     */
    private static double warmUp(Subject subject, double seconds) {
        double spent = 0, before = Double.POSITIVE_INFINITY;
        for (long calls = 1; ; calls *= 2) {
            Sample sample = subject.run(calls);
            double each = Math.max(1, sample.cpuNanos());
            spent += each * calls * 1e-9;
            boolean steady = each > STEADY * before;
            if (spent >= MOST * seconds || (spent >= seconds && steady)) return each;
            before = each;
            pause();
        }
    }

    /** Gives the JIT compiler the processor for a moment, should there be only one. */
    static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Each figure's own median. */
    static Sample median(List<Sample> samples) {
        return new Sample(
                Median.of(samples, Sample::cpuNanos),
                Median.of(samples, Sample::wallNanos),
                Median.of(samples, Sample::bytes),
                Median.of(samples, Sample::slowCpuNanos),
                Median.of(samples, Sample::slowWallNanos));
    }
}
