package dev.nn.examples.mnist;

import dev.nn.training.TrainingListener;
import java.lang.management.ManagementFactory;

/** Notes how long after the start of the JVM the first training step was done: what a user waits until it goes on. */
final class FirstStep implements TrainingListener {
    private double seconds = Double.NaN;

    @Override
    public void onStep(int epoch, int step, int steps, int rows, double loss) {
        if (!Double.isNaN(seconds)) return;
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        seconds = (System.currentTimeMillis() - start) / 1000.0;
    }

    /** Seconds from the start of the JVM; NaN if there was no step. */
    double seconds() {
        return seconds;
    }
}
