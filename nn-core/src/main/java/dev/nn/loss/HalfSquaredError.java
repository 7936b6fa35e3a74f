package dev.nn.loss;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/**
 * Half the squared error of a row: ½ · Σ (y − t)² over its outputs, a sum where {@link MeanSquaredError} is a mean.
 *
 * <p>Gradient: y − t, the reason for the ½. It is n/2 times the mean squared error of n outputs, so the same training
 * needs 2/n times the learning rate.
 */
public record HalfSquaredError() implements Loss {
    @Override
    public String name() {
        return "half-squared-error";
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
        double sum = 0;
        for (int r = 0; r < batch; r++) {
            int yr = y.index(r, 0), tr = target.index(r, 0), dyr = dy.index(r, 0);
            for (int j = 0; j < outputs; j++) {
                float d = y.data()[yr + j] - target.data()[tr + j];
                dy.data()[dyr + j] = scale * d;
                sum += (double) d * d;
            }
        }
        return sum / 2;
    }

    @Override
    public double value(double[] y, double[] target) {
        double sum = 0;
        for (int j = 0; j < y.length; j++) sum += (y[j] - target[j]) * (y[j] - target[j]);
        return sum / 2;
    }
}
