package dev.nn.examples.lesson.digits;

import dev.nn.loss.Softmax;
import java.util.Arrays;

/**
 * How far the probabilities of a classifier can be trusted: of the answers that it gives with 80 %, are 80 % right?
 *
 * <p>Guo, Pleiss, Sun, Weinberger: On calibration of modern neural networks. ICML 2017.
 *
 * @param bins answers by their probability
 * @param accuracy share of all that are right
 * @param confidence mean probability of all answers
 * @param error the expected calibration error: Σ (answers in the bin / answers) · |right − probability|
 * @param loss mean cross-entropy
 */
record Calibration(Bin[] bins, double accuracy, double confidence, double error, double loss) {
    private static final int BINS = 10;

    /**
     * Some of the answers.
     *
     * @param probability mean of them
     * @param right share that is right
     */
    record Bin(int count, double probability, double right) {}

    /**
     * Measures probabilities softmax(z / T).
     *
     * @param logits one row z for each image
     * @param temperature T
     */
    // @start region="bins"
    static Calibration of(double[][] logits, int[] truth, double temperature) {
        int[] count = new int[BINS], right = new int[BINS];
        double[] sum = new double[BINS];
        for (int i = 0; i < logits.length; i++) {
            double[] p = probabilities(logits[i], temperature);
            int answer = largest(p), bin = Math.min((int) (p[answer] * BINS), BINS - 1);
            count[bin]++;
            sum[bin] += p[answer];
            if (answer == truth[i]) right[bin]++;
        }
        return of(count, right, sum, loss(logits, truth, temperature));
    }
    // @end

    private static Calibration of(int[] count, int[] right, double[] sum, double loss) {
        double all = Arrays.stream(count).sum(), error = 0;
        Bin[] bins = new Bin[BINS];
        for (int b = 0; b < BINS; b++) {
            double most = Math.max(1, count[b]);
            bins[b] = new Bin(count[b], sum[b] / most, right[b] / most);
            error += Math.abs(right[b] - sum[b]) / all;
        }
        return new Calibration(
                bins, Arrays.stream(right).sum() / all, Arrays.stream(sum).sum() / all, error, loss);
    }

    /**
     * The temperature with the lowest cross-entropy on images that the network hasn't learnt from, by golden section over
     * its logarithm: the cross-entropy has one minimum in 1/T, for it is convex there.
     */
    static double temperature(double[][] logits, int[] truth) {
        double ratio = (Math.sqrt(5) - 1) / 2, low = Math.log(0.05), high = Math.log(20);
        while (high - low > 1e-4) {
            double a = high - ratio * (high - low), b = low + ratio * (high - low);
            if (loss(logits, truth, Math.exp(a)) < loss(logits, truth, Math.exp(b))) high = b;
            else low = a;
        }
        return Math.exp((low + high) / 2);
    }

    /** softmax(z / T). */
    static double[] probabilities(double[] z, double temperature) {
        return Softmax.of(Arrays.stream(z).map(v -> v / temperature).toArray());
    }

    /** Mean of −ln p of the right class. */
    static double loss(double[][] logits, int[] truth, double temperature) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            double[] z = Arrays.stream(logits[i]).map(v -> v / temperature).toArray();
            sum += Softmax.logSumExp(z) - z[truth[i]];
        }
        return sum / logits.length;
    }

    static int largest(double[] p) {
        int best = 0;
        for (int c = 1; c < p.length; c++) if (p[c] > p[best]) best = c;
        return best;
    }
}
