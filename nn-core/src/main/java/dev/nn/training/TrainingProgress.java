package dev.nn.training;

import java.util.ArrayList;
import java.util.List;

/** How far a training has come: the epochs that are over, and what the current one has come to so far. */
final class TrainingProgress {
    private final List<Epoch> epochs = new ArrayList<>();
    private int steps;
    private double lossSum;
    private double rate = Double.NaN;
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

    /** Sum over the rows of the current epoch so far of their loss. */
    double lossSum() {
        return lossSum;
    }

    /** Learning rate of the last step in this epoch; NaN before the first. */
    double rate() {
        return rate;
    }

    /** Seconds that the current epoch has taken so far. */
    double seconds() {
        return secondsBefore + (start == 0 ? 0 : (System.nanoTime() - start) * 1e-9);
    }

    /** The current epoch begins, or goes on after an interruption. */
    void startClock() {
        start = System.nanoTime();
    }

    /** A step is done. */
    void step(double loss, double learningRate) {
        steps++;
        lossSum += loss;
        rate = learningRate;
    }

    /** The current epoch is over. */
    void end(Epoch epoch) {
        epochs.add(epoch);
        restore(0, 0, Double.NaN, 0);
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
