package dev.nn.training;

import dev.nn.data.BatchSource;
import dev.nn.data.Dataset;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import java.util.stream.IntStream;

/** Rows that come in their own order, however a training shuffles them. */
record InOrder(Dataset rows) implements BatchSource {
    @Override
    public void gather(DenseKernels kernels, int[] order, int from, int fromRow, int toRow, Rows x, Rows target) {
        int[] own = IntStream.range(0, size()).toArray();
        BatchSource.of(rows).gather(kernels, own, from, fromRow, toRow, x, target);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public int features() {
        return rows.features();
    }

    @Override
    public int targets() {
        return rows.targets();
    }

    @Override
    public void copyFeatures(int row, float[] to, int at) {
        rows.copyFeatures(row, to, at);
    }

    @Override
    public void copyTarget(int row, float[] to, int at) {
        rows.copyTarget(row, to, at);
    }
}
