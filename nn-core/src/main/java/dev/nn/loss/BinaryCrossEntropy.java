package dev.nn.loss;

import dev.nn.activation.Sigmoid;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.List;

/**
 * The binary cross-entropy of a row of logits z: 1/n · Σ −t ln σ(z) − (1 − t) ln(1 − σ(z)) over its n outputs.
 *
 * <p>The network's outputs are logits, its last layer has no activation; the probability is σ(z) = 1 / (1 + e⁻ᶻ). The
 * sum is computed as max(z, 0) − zt + ln(1 + e^−|z|), which neither overflows nor cancels. Gradient: 1/n · (σ(z) − t).
 * Targets are probabilities from 0 to 1, usually just those two. {@code torch.nn.BCEWithLogitsLoss}.
 */
public record BinaryCrossEntropy() implements ElementwiseLoss {
    @Override
    public String name() {
        return "binary-cross-entropy";
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
        double weight = weight(outputs);
        float factor = (float) (scale * weight);
        return weight * kernels.training().binaryCrossEntropy(batch, outputs, y, target, factor, dy, workspace);
    }

    @Override
    public List<Operation> operations(int outputs) {
        return List.of(new Operation.BinaryCrossEntropy());
    }

    @Override
    public double value(double z, double t) {
        return Math.max(z, 0) - z * t + Math.log1p(Math.exp(-Math.abs(z)));
    }

    @Override
    public double slope(double z, double t) {
        return Sigmoid.of(z) - t;
    }
}
