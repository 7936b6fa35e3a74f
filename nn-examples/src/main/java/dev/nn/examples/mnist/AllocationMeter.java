package dev.nn.examples.mnist;

import com.sun.management.ThreadMXBean;
import dev.nn.training.Epoch;
import dev.nn.training.TrainingListener;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Measures how many bytes the training thread allocates per step once it is warm.
 *
 * <p>The JVM counts what each thread allocates. The counter is read when a step has ended and again when the listeners
 * behind this one are done, so what they allocate doesn't count; neither does what happens between two epochs
 * (shuffling, evaluation).
 */
final class AllocationMeter implements TrainingListener {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long warmUp;
    private final List<TrainingListener> listeners;
    private long seen;
    private long before;
    private long bytes;
    private long measured;
    private long allocating;

    /**
     * @param warmUp steps that are not measured
     * @param listeners who hear what this one hears
     */
    AllocationMeter(long warmUp, List<TrainingListener> listeners) {
        this.warmUp = warmUp;
        this.listeners = listeners;
    }

    @Override
    public void onStep(int epoch, int step, int steps, int rows, double loss) {
        long after = threads.getCurrentThreadAllocatedBytes();
        if (seen >= warmUp && step > 1) {
            bytes += after - before;
            measured++;
            if (after > before) allocating++;
        }
        seen++;
        for (TrainingListener listener : listeners) listener.onStep(epoch, step, steps, rows, loss);
        before = threads.getCurrentThreadAllocatedBytes();
    }

    @Override
    public void onEpoch(Epoch epoch) {
        for (TrainingListener listener : listeners) listener.onEpoch(epoch);
    }

    /** What was measured so far. */
    Allocation allocation() {
        return new Allocation(warmUp, measured, allocating, bytes);
    }

    /**
     * What a number of steps allocated.
     *
     * <p>The JVM itself allocates a little, once, where it replaces code by better compiled code; so a few allocating
     * steps of thousands are no sign of a leak, a mean above zero is.
     *
     * @param before steps that were not measured
     * @param steps measured
     * @param allocatingSteps of these, those that allocated anything
     * @param bytes allocated by all of them
     */
    record Allocation(long before, long steps, long allocatingSteps, long bytes) {
        /** The mean, in whole bytes; NaN if nothing was measured. */
        double bytesPerStep() {
            return steps == 0 ? Double.NaN : Math.round(bytes / (double) steps);
        }
    }
}
