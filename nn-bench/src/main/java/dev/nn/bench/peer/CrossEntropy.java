package dev.nn.bench.peer;

import dev.nn.bench.work.Predictor;
import dev.nn.bench.work.SyntheticDigits;

/** The mean loss of a classifier that yields probabilities, over some images. */
public final class CrossEntropy {
    private static final int IMAGES = 256, PIXELS = 28 * 28, CLASSES = 10;

    private CrossEntropy() {}

    /** −log of the probability of the right class, averaged. */
    public static double mean(SyntheticDigits data, Predictor classifier) {
        float[] x = new float[PIXELS], probabilities = new float[CLASSES];
        double sum = 0;
        for (int n = 0; n < IMAGES; n++) {
            data.copy(n, x, 0);
            classifier.predict(x, probabilities);
            sum -= Math.log(Math.max(1e-30, probabilities[data.labels()[n]]));
        }
        return sum / IMAGES;
    }
}
