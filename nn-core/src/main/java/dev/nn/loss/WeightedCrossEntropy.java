package dev.nn.loss;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.List;

/**
 * The {@linkplain SoftmaxCrossEntropy cross-entropy} of a row, times the weight of its class: rare classes can count as
 * much as frequent ones.
 *
 * <p>{@code WeightedDataset} gives rows weights with any loss.
 *
 * <p>The loss of a batch is the sum over its rows divided by their number, not by the sum of their weights as in {@code
 * torch.nn.CrossEntropyLoss(weight)}: so each row counts the same in whatever batch it is. With {@link #balanced}
 * weights, whose mean over the rows is 1, both agree on the whole data.
 *
 * @param weights of the classes, in the order of their numbers
 */
public record WeightedCrossEntropy(List<Float> weights) implements Loss {
    private static final SoftmaxCrossEntropy EVEN = new SoftmaxCrossEntropy();

    public WeightedCrossEntropy {
        weights = List.copyOf(weights);
        for (float weight : weights) {
            if (weight >= 0 && weight <= Float.MAX_VALUE) continue;
            throw new IllegalArgumentException("class weights must be finite and not negative, not " + weight);
        }
    }

    /**
     * The loss that lets all classes count the same: the weight of one is rows / (classes · its rows), 0 without rows.
     *
     * @param counts rows of each class
     */
    public static WeightedCrossEntropy balanced(List<Integer> counts) {
        double rows = counts.stream().mapToInt(count -> count).sum();
        long present = counts.stream().filter(count -> count > 0).count();
        return new WeightedCrossEntropy(counts.stream()
                .map(count -> count == 0 ? 0f : (float) (rows / (present * (double) count)))
                .toList());
    }

    @Override
    public String name() {
        return "weighted-cross-entropy";
    }

    @Override
    public int targets(int outputs) {
        return EVEN.targets(outputs);
    }

    @Override
    public void check(int outputs, float[] target, int at) {
        if (outputs != weights.size()) {
            throw new IllegalArgumentException(
                    "there are weights for %d classes, but %d outputs".formatted(weights.size(), outputs));
        }
        EVEN.check(outputs, target, at);
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
        for (int row = 0; row < batch; row++) {
            float weight = weights.get((int) target.data()[target.index(row, 0)]);
            sum += weight
                    * kernels.training()
                            .softmaxCrossEntropy(row, row + 1, outputs, y, target, scale * weight, dy, workspace);
        }
        return sum;
    }

    @Override
    public List<Operation> operations(int outputs) {
        return EVEN.operations(outputs);
    }

    @Override
    public double value(double[] y, double[] target) {
        return weights.get((int) target[0]) * EVEN.value(y, target);
    }
}
