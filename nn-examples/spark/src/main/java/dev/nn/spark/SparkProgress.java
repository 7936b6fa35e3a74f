package dev.nn.spark;

import dev.nn.training.Epoch;
import java.util.ArrayList;
import java.util.List;

/** How far a training has come: the epochs that are over, and what the current one has come to so far. */
final class SparkProgress {
    private final List<Epoch> epochs = new ArrayList<>();
    private int steps;
    private double lossSum;
    private double rate;
    private double secondsBefore;
    private long start;

    /** The epochs that are over. */
    List<Epoch> epochs() {
        return epochs;
    }

    /** Steps of the current epoch that are done. */
    int steps() {
        return steps;
    }

    /** Sum of the losses of the current epoch's rows so far. */
    double lossSum() {
        return lossSum;
    }

    /** Learning rate of the last step; 0 before the first. */
    double rate() {
        return rate;
    }

    /** Seconds that the current epoch has taken so far. */
    double seconds() {
        return secondsBefore + (start == 0 ? 0 : (System.nanoTime() - start) * 1e-9);
    }

    /** The current epoch begins, or goes on. */
    void startClock() {
        start = System.nanoTime();
    }

    /** Steps are done. */
    void add(int count, double loss, double lastRate) {
        steps += count;
        lossSum += loss;
        rate = lastRate;
    }

    /** The current epoch is over. */
    void end(Epoch epoch) {
        epochs.add(epoch);
        restore(0, 0, rate, 0);
    }

    /** Takes up the current epoch where a checkpoint has left it. */
    void restore(int stepsDone, double lossSoFar, double lastRate, double secondsSoFar) {
        steps = stepsDone;
        lossSum = lossSoFar;
        rate = lastRate;
        secondsBefore = secondsSoFar;
        start = 0;
    }
}
