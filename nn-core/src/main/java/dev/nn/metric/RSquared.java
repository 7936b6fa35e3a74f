package dev.nn.metric;

import dev.nn.kernel.Rows;
import java.util.Arrays;

/**
 * The coefficient of determination R²: 1 − Σ (y − t)² / Σ (t − mean of t)², averaged over the outputs.
 *
 * <p>1 is perfect, 0 is as good as always answering the mean, less is worse. It is NaN if a target never varies: there
 * is nothing to explain. {@code sklearn.metrics.r2_score} where targets vary.
 */
public final class RSquared implements Metric {
    private double[] residual = new double[0];
    private double[] mean = new double[0];
    private double[] spread = new double[0];
    private long rows;

    @Override
    public String name() {
        return "r2";
    }

    @Override
    public void check(int outputs, int targets) {
        if (targets == outputs) return;
        throw new IllegalArgumentException(
                "r2 compares each output with a target column; the network has %d outputs, the loss takes %d target column%s"
                        .formatted(outputs, targets, targets == 1 ? "" : "s"));
    }

    @Override
    public void reset() {
        Arrays.fill(residual, 0);
        Arrays.fill(mean, 0);
        Arrays.fill(spread, 0);
        rows = 0;
    }

    /**
     * Adds rows 0 to {@code batch}.
     *
     * @throws IllegalArgumentException if the number of outputs has changed since the last reset
     */
    @Override
    public void add(int batch, int outputs, Rows y, Rows target) {
        if (outputs != mean.length) {
            if (rows > 0) {
                throw new IllegalArgumentException(
                        "there were %d outputs before, now %d".formatted(mean.length, outputs));
            }
            residual = new double[outputs];
            mean = new double[outputs];
            spread = new double[outputs];
        }
        for (int r = 0; r < batch; r++) {
            rows++;
            int yr = y.index(r, 0), tr = target.index(r, 0);
            for (int j = 0; j < outputs; j++) {
                double t = target.data()[tr + j], error = y.data()[yr + j] - t;
                residual[j] += error * error;
                // Welford: Note on a method for calculating corrected sums of squares. Technometrics 4, 1962.
                double before = t - mean[j];
                mean[j] += before / rows;
                spread[j] += before * (t - mean[j]);
            }
        }
    }

    @Override
    public double value() {
        double sum = 0;
        for (int j = 0; j < mean.length; j++) sum += spread[j] > 0 ? 1 - residual[j] / spread[j] : Double.NaN;
        return sum / mean.length;
    }
}
