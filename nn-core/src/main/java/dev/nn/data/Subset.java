package dev.nn.data;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A view of some rows of a data set, in an order of its own. */
public final class Subset implements BatchSource {
    private final BatchSource whole;
    private final int[] rows;

    private Subset(BatchSource whole, int[] rows) {
        this.whole = whole;
        this.rows = rows;
    }

    /**
     * The rows with these numbers, in this order.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public static Subset of(Dataset whole, int... rows) {
        int[] copy = rows.clone();
        for (int row : copy) Objects.checkIndex(row, whole.size());
        return new Subset(BatchSource.of(whole), copy);
    }

    /** The rows whose number passes a test, for instance {@code row -> images.label(row) <= 1}. */
    public static Subset where(Dataset whole, IntPredicate test) {
        return new Subset(
                BatchSource.of(whole),
                IntStream.range(0, whole.size()).filter(test).toArray());
    }

    /** The number in the whole data set of a row of this one. */
    public int rowInWhole(int row) {
        return rows[row];
    }

    @Override
    public int size() {
        return rows.length;
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
    public void copyFeatures(DenseKernels kernels, int row, float[] to, int at) {
        whole.copyFeatures(kernels, rows[row], to, at);
    }

    @Override
    public List<Operation> operations() {
        return whole.operations();
    }

    @Override
    public void touch(int row) {
        whole.touch(rows[row]);
    }

    @Override
    public void copyFeatures(int row, float[] to, int at) {
        whole.copyFeatures(rows[row], to, at);
    }

    @Override
    public void copyTarget(int row, float[] to, int at) {
        whole.copyTarget(rows[row], to, at);
    }

    @Override
    public int block() {
        return whole.block();
    }

    @Override
    public boolean isWeighted() {
        return whole.isWeighted();
    }

    @Override
    public float weight(int row) {
        return whole.weight(rows[row]);
    }
}
