package dev.nn.loss;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.List;

/**
 * The {@linkplain SoftmaxCrossEntropy cross-entropy} of a row with label smoothing: a share ε of the target is spread evenly
 * over all K classes, (1 − ε)·(−ln pₖ) + ε/K · Σ −ln pⱼ. {@code torch.nn.CrossEntropyLoss(label_smoothing=ε)}.
 *
 * <p>Szegedy et al.: Rethinking the Inception architecture for computer vision. CVPR 2016, section 7.
 *
 * @param smoothing ε, in [0, 1)
 */
public record SmoothedCrossEntropy(double smoothing) implements Loss {
    private static final SoftmaxCrossEntropy SHARP = new SoftmaxCrossEntropy();

    public SmoothedCrossEntropy {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("label smoothing must be in [0, 1), was " + smoothing);
        }
    }

    @Override
    public String name() {
        return "smoothed-cross-entropy";
    }

    @Override
    public int targets(int outputs) {
        return SHARP.targets(outputs);
    }

    @Override
    public void check(int outputs, float[] target, int at) {
        SHARP.check(outputs, target, at);
    }

    /** −ln pⱼ = ln Σ eᶻ − zⱼ, so smoothing adds ε·(zₖ − mean z) to the loss and ε·(onehot(k) − 1/K) to its gradient. */
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
        double more = 0;
        for (int r = 0; r < batch; r++) {
            int at = y.index(r, 0);
            double sum = 0;
            for (int j = 0; j < outputs; j++) sum += y.data()[at + j];
            more += y.data()[at + label(target, r)] - sum / outputs;
        }
        double sharp = SHARP.evaluate(kernels, batch, outputs, y, target, scale, dy, workspace);
        float share = (float) (scale * smoothing), each = share / outputs;
        for (int r = 0; r < batch; r++) {
            int at = dy.index(r, 0);
            for (int j = 0; j < outputs; j++) dy.data()[at + j] -= each;
            dy.data()[at + label(target, r)] += share;
        }
        return sharp + smoothing * more;
    }

    private static int label(Rows target, int row) {
        return (int) target.data()[target.index(row, 0)];
    }

    @Override
    public List<Operation> operations(int outputs) {
        return SHARP.operations(outputs);
    }

    @Override
    public double value(double[] y, double[] target) {
        double sum = 0;
        for (double each : y) sum += each;
        return SHARP.value(y, target) + smoothing * (y[(int) target[0]] - sum / y.length);
    }
}
