package dev.nn.format.onnx.recognise;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The recognition of softmax and its logarithm by their values on sample rows, as {@link ActivationMatch} does with
 * activations: they too come as one operator or as exponentials, sums and quotients.
 */
final class SoftmaxMatch {
    /** Features of the sample rows; what is recognised doesn't depend on their number. */
    static final int COLUMNS = 3;

    private static final int ROWS = 24;

    private static final double[] SAMPLES = samples();
    private static final double[] SOFTMAX = values(false);
    private static final double[] LOG_SOFTMAX = values(true);

    private SoftmaxMatch() {}

    /** The rows to evaluate a function at. */
    static double[] at() {
        return SAMPLES.clone();
    }

    /** Which of the two has these values; null if neither has. */
    static Step.@Nullable Softmax of(double[] y) {
        if (y.length != SAMPLES.length) return null;
        if (ActivationMatch.agree(SOFTMAX, y)) return new Step.Softmax(false);
        return ActivationMatch.agree(LOG_SOFTMAX, y) ? new Step.Softmax(true) : null;
    }

    private static double[] samples() {
        Random random = new Random(1);
        double[] x = new double[ROWS * COLUMNS];
        // Differences up to where a probability is 1e-9: a logarithm of a rounded 0 would tell the forms apart.
        for (int i = 0; i < x.length; i++) x[i] = 20 * random.nextDouble() - 10;
        return x;
    }

    private static double[] values(boolean log) {
        double[] y = new double[SAMPLES.length];
        for (int r = 0; r < ROWS; r++) {
            double[] row = new double[COLUMNS];
            System.arraycopy(SAMPLES, r * COLUMNS, row, 0, COLUMNS);
            double[] result = new dev.nn.network.Softmax(COLUMNS, log).apply(row, new double[0]);
            System.arraycopy(result, 0, y, r * COLUMNS, COLUMNS);
        }
        return y;
    }
}
