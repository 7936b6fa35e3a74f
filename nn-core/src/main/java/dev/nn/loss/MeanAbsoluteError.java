package dev.nn.loss;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/**
 * The mean absolute error of a row: 1/n · Σ |y − t| over its n outputs.
 *
 * <p>Gradient: 1/n · sign(y − t), 0 where they are equal. {@code torch.nn.L1Loss}. Its minimum is the median of the
 * targets, where that of the squared error is their mean: outliers count less.
 */
public record MeanAbsoluteError() implements Loss {
    @Override
    public String name() {
        return "mean-absolute-error";
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
                dy.data()[dyr + j] = factor * Math.signum(d);
                sum += Math.abs(d);
            }
        }
        return sum / outputs;
    }

    @Override
    public double value(double[] y, double[] target) {
        double sum = 0;
        for (int j = 0; j < y.length; j++) sum += Math.abs(y[j] - target[j]);
        return sum / y.length;
    }
}
