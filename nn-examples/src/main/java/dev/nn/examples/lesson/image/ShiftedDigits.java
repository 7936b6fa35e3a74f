package dev.nn.examples.lesson.image;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.mnist.Predictions;
import dev.nn.network.Network;

/** Test digits moved by some pixels in each of the four directions: does a network still know them? */
final class ShiftedDigits {
    private static final int SIDE = 28;
    private static final int[][] DIRECTIONS = {{0, 1}, {0, -1}, {1, 0}, {-1, 0}};

    private final float[] images;
    private final float[] labels;

    ShiftedDigits(Dataset digits) {
        images = DigitDraw.features(digits);
        int[] classes = DigitDraw.labels(digits);
        labels = new float[classes.length];
        for (int i = 0; i < labels.length; i++) labels[i] = classes[i];
    }

    /** The share of right answers, a mean over the directions. */
    double accuracy(Network network, int pixels) {
        double sum = 0;
        for (int[] direction : DIRECTIONS) {
            Dataset moved = moved(direction[0] * pixels, direction[1] * pixels);
            double accuracy = Predictions.of(network, moved).accuracy();
            if (pixels == 0) return accuracy;
            sum += accuracy;
        }
        return sum / DIRECTIONS.length;
    }

    /** All images moved down and to the right; what leaves the image is lost, what comes in is background. */
    Dataset moved(int down, int right) {
        float[] moved = new float[images.length];
        for (int i = 0; i < images.length; i++) {
            int image = i / (SIDE * SIDE), row = i / SIDE % SIDE - down, column = i % SIDE - right;
            boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
            if (inside) moved[i] = images[image * SIDE * SIDE + row * SIDE + column];
        }
        return FloatDataset.of(SIDE * SIDE, moved, 1, labels);
    }
}
