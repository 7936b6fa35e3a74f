package dev.nn.loss;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/**
 * Huber's loss of a row: 1/n · Σ h(y − t) over its n outputs, with h(d) = ½d² where |d| ≤ δ, else δ(|d| − ½δ).
 *
 * <p>Gradient: 1/n · (y − t), clipped to [−δ, δ] before the division by n: quadratic near the target, and no outlier
 * pulls harder than δ. Huber: Robust estimation of a location parameter. Annals of Mathematical Statistics 35, 1964;
 * {@code torch.nn.HuberLoss}.
 *
 * @param delta δ, the distance from the target where the parabola goes over into straight lines; positive
 */
public record Huber(float delta) implements Loss {
    public Huber {
        if (!(delta > 0 && delta <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("delta must be positive and finite, was " + delta);
        }
    }

    @Override
    public String name() {
        return "huber";
    }

    @Override
    public int targets(int outputs) {
        return outputs;
    }

    @Override
    public void check(int outputs, float[] target, int at) {
        Checks.finite(outputs, target, at);
    }

    @Override
    public double evaluate(
            DenseKernels kernels,
            int batch,
            int outputs,
            Rows y,
            Rows target,
            float scale,
            Rows dy,
            Workspace workspace) {
        float factor = scale / outputs;
        double sum = 0;
        for (int r = 0; r < batch; r++) {
            int yr = y.index(r, 0), tr = target.index(r, 0), dyr = dy.index(r, 0);
            for (int j = 0; j < outputs; j++) {
                float d = y.data()[yr + j] - target.data()[tr + j];
                float slope = Math.clamp(d, -delta, delta);
                dy.data()[dyr + j] = factor * slope;
                // With s = d clipped, s(d − ½s) is ½d² inside and δ(|d| − ½δ) outside.
                sum += slope * (d - 0.5 * slope);
            }
        }
        return sum / outputs;
    }

    @Override
    public double value(double[] y, double[] target) {
        double sum = 0;
        for (int j = 0; j < y.length; j++) {
            double d = Math.abs(y[j] - target[j]);
            sum += d > delta ? delta * (d - 0.5 * delta) : 0.5 * d * d;
        }
        return sum / y.length;
    }
}
