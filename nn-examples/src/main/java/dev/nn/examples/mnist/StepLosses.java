package dev.nn.examples.mnist;

import dev.nn.training.TrainingListener;
import java.util.Arrays;

/** The loss of every training step, in order; of a resumed training, of the steps since then. */
final class StepLosses implements TrainingListener {
    private static final int FIRST_ROOM = 1024;

    private float[] losses = new float[FIRST_ROOM];
    private int count;
    private double firstEpoch;

    @Override
    public void onStep(int epoch, int step, int steps, int rows, double loss) {
        if (count == 0) firstEpoch = epoch - 1 + (step - 1) / (double) steps;
        if (count == losses.length) losses = Arrays.copyOf(losses, 2 * count);
        losses[count++] = (float) loss;
    }

    /** Epochs that were over before the first of these steps: 0 unless the training was resumed. */
    double firstEpoch() {
        return firstEpoch;
    }

    int count() {
        return count;
    }

    /**
     * The mean of each {@code window} consecutive losses.
     *
     * @return one value per full window, at least one if there was a step, else none
     */
    double[] smoothed(int window) {
        int width = Math.clamp(count, 1, window);
        double[] means = new double[count / width];
        for (int i = 0; i < means.length; i++) {
            means[i] = mean(Arrays.copyOfRange(losses, i * width, (i + 1) * width));
        }
        return means;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) sum += value;
        return sum / values.length;
    }
}
