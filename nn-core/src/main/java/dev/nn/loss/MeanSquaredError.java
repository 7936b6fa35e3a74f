package dev.nn.loss;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/**
 * The mean squared error of a row: 1/n · Σ (y − t)² over its n outputs.
 *
 * <p>Gradient: 2/n · (y − t). {@code torch.nn.MSELoss}. NaN in an output makes loss and gradient NaN.
 */
public record MeanSquaredError() implements Loss {
    @Override
    public String name() {
        return "mean-squared-error";
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
        float factor = 2 * scale / outputs;
        double sum = 0;
        for (int r = 0; r < batch; r++) {
            int yr = y.index(r, 0), tr = target.index(r, 0), dyr = dy.index(r, 0);
            for (int j = 0; j < outputs; j++) {
                float d = y.data()[yr + j] - target.data()[tr + j];
                dy.data()[dyr + j] = factor * d;
                sum += (double) d * d;
            }
        }
        return sum / outputs;
    }

    @Override
    public double value(double[] y, double[] target) {
        double sum = 0;
        for (int j = 0; j < y.length; j++) sum += (y[j] - target[j]) * (y[j] - target[j]);
        return sum / y.length;
    }
}
