package dev.nn.data;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import java.util.List;

/**
 * A view of a data set whose rows count differently: the loss of the data is Σ w·ℓ / Σ w over its rows, with any loss ℓ. So
 * only the ratios of weights matter.
 *
 * {@snippet file="dev/nn/snippet/TrainingSnippetsTest.java" region="weights" :
 * Dataset rows = WeightedDataset.of(data, weights); // one for each row
 * Dataset classes = WeightedDataset.byClass(data, 1, 20); // a row of class 1 counts as 20 of class 0
 * Dataset balanced = WeightedDataset.balanced(data, 2); // both classes count the same
 * }
 *
 * <p>A step takes Σ w·ℓ / (n·w̄), where n is the number of rows of the batch and w̄ the mean weight of all rows: a row counts the
 * same in whatever batch it is. Validation data may have weights too; metrics don't look at them. A weight of a view of
 * weighted data multiplies what is there.
 */
public final class WeightedDataset implements BatchSource {
    private final BatchSource whole;
    private final float[] weights;

    private WeightedDataset(Dataset whole, float[] weights) {
        this.whole = BatchSource.of(whole);
        this.weights = weights;
    }

    /**
     * With a weight for each row.
     *
     * @throws IllegalArgumentException if there are more or fewer weights than rows, or one is negative, infinite or NaN
     */
    public static WeightedDataset of(Dataset whole, float... weights) {
        if (weights.length != whole.size()) {
            throw new IllegalArgumentException(
                    "there are %d rows, but %d weights".formatted(whole.size(), weights.length));
        }
        check("row", weights);
        return new WeightedDataset(whole, weights.clone());
    }

    /**
     * With a weight for each class; the first target of a row is the number of its class.
     *
     * @throws IllegalArgumentException if a row is of no such class, or a weight is negative, infinite or NaN
     */
    public static WeightedDataset byClass(Dataset whole, float... weights) {
        check("class", weights);
        return byClass(whole, labels(whole, weights.length), weights);
    }

    /**
     * With the weight rows / (classes with rows · rows of the class), which lets all classes count the same; what scikit-learn
     * calls {@code class_weight="balanced"}.
     *
     * @param classes how many there are
     * @throws IllegalArgumentException if a row is of no such class
     */
    public static WeightedDataset balanced(Dataset whole, int classes) {
        int[] labels = labels(whole, classes), counts = new int[classes];
        for (int label : labels) counts[label]++;
        int present = 0;
        for (int count : counts) if (count > 0) present++;
        float[] weights = new float[classes];
        for (int k = 0; k < classes; k++) {
            weights[k] = counts[k] == 0 ? 0 : (float) (labels.length / (present * (double) counts[k]));
        }
        return byClass(whole, labels, weights);
    }

    private static WeightedDataset byClass(Dataset whole, int[] labels, float[] weights) {
        float[] ofRows = new float[labels.length];
        for (int row = 0; row < ofRows.length; row++) ofRows[row] = weights[labels[row]];
        return new WeightedDataset(whole, ofRows);
    }

    private static void check(String what, float[] weights) {
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] >= 0 && weights[i] <= Float.MAX_VALUE) continue;
            throw new IllegalArgumentException(
                    "the weight of %s %d must be finite and not negative, is %s".formatted(what, i, weights[i]));
        }
    }

    private static int[] labels(Dataset whole, int classes) {
        if (whole.targets() < 1) throw new IllegalArgumentException("the rows have no targets, so no classes");
        int[] labels = new int[whole.size()];
        float[] target = new float[whole.targets()];
        for (int row = 0; row < labels.length; row++) {
            whole.copyTarget(row, target, 0);
            labels[row] = (int) target[0];
            if (target[0] >= 0 && target[0] < classes && target[0] == labels[row]) continue;
            throw new IllegalArgumentException("row %d: the class must be a whole number from 0 to %d, is %s"
                    .formatted(row, classes - 1, target[0]));
        }
        return labels;
    }

    @Override
    public int block() {
        return whole.block();
    }

    @Override
    public boolean isWeighted() {
        return true;
    }

    @Override
    public float weight(int row) {
        return whole.weight(row) * weights[row];
    }

    @Override
    public int size() {
        return whole.size();
    }

    @Override
    public int features() {
        return whole.features();
    }

    @Override
    public int targets() {
        return whole.targets();
    }

    @Override
    public void copyFeatures(int row, float[] to, int at) {
        whole.copyFeatures(row, to, at);
    }

    @Override
    public void copyFeatures(DenseKernels kernels, int row, float[] to, int at) {
        whole.copyFeatures(kernels, row, to, at);
    }

    @Override
    public List<Operation> operations() {
        return whole.operations();
    }

    @Override
    public void touch(int row) {
        whole.touch(row);
    }

    @Override
    public void copyTarget(int row, float[] to, int at) {
        whole.copyTarget(row, to, at);
    }
}
