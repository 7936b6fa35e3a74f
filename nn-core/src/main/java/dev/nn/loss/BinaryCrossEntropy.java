package dev.nn.loss;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/**
 * The binary cross-entropy of a row of logits z: 1/n · Σ −t ln σ(z) − (1 − t) ln(1 − σ(z)) over its n outputs.
 *
 * <p>The network's outputs are logits, its last layer has no activation; the probability is σ(z) = 1 / (1 + e⁻ᶻ). The
 * sum is computed as max(z, 0) − zt + ln(1 + e^−|z|), which neither overflows nor cancels. Gradient: 1/n · (σ(z) − t).
 * Targets are probabilities from 0 to 1, usually just those two. {@code torch.nn.BCEWithLogitsLoss}.
 */
public record BinaryCrossEntropy() implements Loss {
    @Override
    public String name() {
        return "binary-cross-entropy";
    }

    @Override
    public int targets(int outputs) {
        return outputs;
    }

    @Override
    public void check(int outputs, float[] target, int at) {
        Checks.range(outputs, target, at, 0, 1);
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
                double z = y.data()[yr + j], t = target.data()[tr + j];
                double e = Math.exp(-Math.abs(z));
                double probability = (z >= 0 ? 1 : e) / (1 + e);
                dy.data()[dyr + j] = (float) (factor * (probability - t));
                sum += Math.max(z, 0) - z * t + Math.log1p(e);
            }
        }
        return sum / outputs;
    }

    @Override
    public double value(double[] y, double[] target) {
        double sum = 0;
        for (int j = 0; j < y.length; j++) {
            sum += Math.max(y[j], 0) - y[j] * target[j] + Math.log1p(Math.exp(-Math.abs(y[j])));
        }
        return sum / y.length;
    }
}
