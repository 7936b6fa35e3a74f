package dev.nn.bench.measure;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the machine can do at most, as measured in one JVM.
 *
 * @param bits width of the vectors
 * @param peak multiply-adds on registers of one thread, in GFLOP/s
 * @param together what several threads of them reach
 * @param bandwidth of one thread that reads each level, in GB/s
 */
public record Limits(int bits, double peak, Together together, Map<MemoryLevel, Double> bandwidth) {
    private static final int CALLS = 1000, CALM_TURNS = 12, MOST_TURNS = 100;

    /**
     * Measures them all.
     *
     * @param threads of the rows that share work
     */
    public static Limits measure(int threads, Pace pace) {
        FmaPeak fma = new FmaPeak();
        settle(fma);
        settle(new ReadBandwidth(MemoryLevel.L1.workingSet()));
        double peak = fma.flops() / median(fma, pace);
        Map<MemoryLevel, Double> bandwidth = new EnumMap<>(MemoryLevel.class);
        // The largest first: the array of the JVM's first vector loops should not be the smallest.
        for (MemoryLevel level : List.of(MemoryLevel.values()).reversed()) {
            ReadBandwidth reading = new ReadBandwidth(level.workingSet());
            bandwidth.put(level, reading.bytes() / median(reading, pace));
            if (Float.isNaN(reading.sink())) throw new AssertionError("a sum of zeros");
        }
        if (Float.isNaN(fma.sink())) throw new AssertionError("a convergent iteration");
        return new Limits(fma.bits(), peak, Together.measure(threads, pace), bandwidth);
    }

    /**
     * Runs until the compiler is done with it: so many turns at least, and until nothing is allocated, which boxed vectors
     * would be. The pauses give the compiler the processor, should there be only one.
     */
    private static void settle(Runnable work) {
        Subject subject = Subject.of(work);
        for (int turn = 0, calm = 0; turn < MOST_TURNS && calm < CALM_TURNS; turn++) {
            calm = subject.run(CALLS).bytes() == 0 ? calm + 1 : 0;
            Rounds.pause();
        }
    }

    /** The median, like everything else. */
    private static double median(Runnable work, Pace pace) {
        return Rounds.measure(List.of(Subject.of(work)), pace).getFirst().cpuNanos();
    }

    /** The same with another peak, if that is higher. */
    public Limits withPeak(double other) {
        return new Limits(bits, Math.max(peak, other), together, bandwidth);
    }

    /** The same with another gain of several threads. */
    public Limits withGain(double gain) {
        return new Limits(bits, peak, new Together(together.threads(), gain), bandwidth);
    }

    /** What so many threads reach together in multiply-adds on registers, in GFLOP/s. */
    public double peak(int threads) {
        return peak * (threads == together.threads() ? together.gain() : threads);
    }

    /**
     * The roofline: what {@code threads} cores can reach at most in GFLOP/s, with operands in a level of memory.
     *
     * @param intensity floating-point operations per byte that is moved
     * @param level which holds the data; caches up to the second level belong to each core, the rest is shared
     */
    public double roof(double intensity, MemoryLevel level, int threads) {
        double memory = intensity * bandwidth.getOrDefault(level, Double.POSITIVE_INFINITY);
        return Math.min(peak(threads), level.isPrivate() ? threads * memory : memory);
    }
}
