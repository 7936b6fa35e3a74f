package dev.nn.examples.data;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import java.util.Random;

/**
 * Samples of one period of the sine, t = sin x + noise, at even distances from 0 to 2π, both ends included.
 *
 * @param x where
 * @param t what was measured there
 */
public record NoisySine(float[] x, float[] t) {
    /**
     * Draws it.
     *
     * @param size number of samples, at least 2
     * @param noise standard deviation of the noise; 0 for the sine itself
     */
    public static NoisySine draw(int size, double noise, long seed) {
        if (size < 2) throw new IllegalArgumentException("a period needs at least 2 samples, was " + size);
        Random random = new Random(seed);
        float[] x = new float[size], t = new float[size];
        for (int i = 0; i < size; i++) {
            double at = 2 * Math.PI * i / (size - 1);
            x[i] = (float) at;
            t[i] = (float) (Math.sin(at) + noise * random.nextGaussian());
        }
        return new NoisySine(x, t);
    }

    /** One feature, one target. */
    public Dataset dataset() {
        return FloatDataset.of(1, x, 1, t);
    }
}
