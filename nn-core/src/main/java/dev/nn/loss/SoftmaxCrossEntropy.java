package dev.nn.loss;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.List;

/**
 * The cross-entropy of a row of logits z and its class k: −ln softmax(z)ₖ = ln Σ eᶻⱼ − zₖ.
 *
 * <p>The network's outputs are logits, one per class, its last layer has no activation; {@link Softmax} makes
 * probabilities of them. The target is one column, the number of the class from 0. Gradient: softmax(z) − onehot(k),
 * which sums to 0. {@code torch.nn.CrossEntropyLoss}. Bridle: Probabilistic interpretation of feedforward
 * classification network outputs. Neurocomputing, 1990.
 */
public record SoftmaxCrossEntropy() implements Loss {
    @Override
    public String name() {
        return "softmax-cross-entropy";
    }

    @Override
    public int targets(int outputs) {
        return 1;
    }

    @Override
    public void check(int outputs, float[] target, int at) {
        float label = target[at];
        if (label >= 0 && label < outputs && label == (int) label) return;
        Object shown = label == (int) label ? (Object) (int) label : (Object) label;
        throw new IllegalArgumentException(
                "label %s must be a whole number from 0 to %d".formatted(shown, outputs - 1));
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
        return kernels.training().softmaxCrossEntropy(0, batch, outputs, y, target, scale, dy, workspace);
    }

    @Override
    public List<Operation> operations(int outputs) {
        return List.of(new Operation.SoftmaxCrossEntropy(outputs));
    }

    @Override
    public double value(double[] y, double[] target) {
        return Softmax.logSumExp(y) - y[(int) target[0]];
    }
}
