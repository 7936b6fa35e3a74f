package dev.nn.kernel;

import dev.nn.guard.Memory;

/**
 * Where a dense layer's weight W[i][j] stands in memory: a mapping from (row, column) to an index.
 *
 * <p>Rows are inputs, columns are outputs: W is in × out and Z = X·W + b. Each {@link DenseKernels provider} chooses the
 * layout that its kernels read without packing; gradients and optimiser moments use the same one, so that an optimiser
 * step stays elementwise. Padding elements belong to no (row, column); they start as zero and stay zero. Everything
 * that leaves the process (files, comparisons) is converted to row-major order by {@link #unpack}.
 */
public interface WeightLayout {
    /** Rows of W: inputs of the layer. */
    int in();

    /** Columns of W: outputs of the layer. */
    int out();

    /** Floats that the weights occupy, padding included. */
    int size();

    /** Floats that the bias occupies, padding included; at least {@link #out}. */
    int biasSize();

    /** Index of W[row][column], from 0 to {@link #size} − 1. */
    int index(int row, int column);

    /**
     * Number of runs: each row of W lies in that many stretches of memory, and a stretch continues with the next row's.
     * So the rows {@code from} to {@code to} are the elements {@code run(r, from)} to {@code run(r, to)} of each run r,
     * padding included.
     */
    int runs();

    /** Index at which row {@code row}, from 0 to {@link #in}, begins in run {@code run}. */
    int run(int run, int row);

    /** Writes row-major weights into this layout, leaving the padding as it is. */
    default void pack(float[] rowMajor, int from, float[] packed, int to) {
        for (int i = 0; i < in(); i++) {
            for (int j = 0; j < out(); j++) packed[to + index(i, j)] = rowMajor[from + i * out() + j];
        }
    }

    /** Reads weights in this layout into row-major order. */
    default void unpack(float[] packed, int from, float[] rowMajor, int to) {
        for (int i = 0; i < in(); i++) {
            for (int j = 0; j < out(); j++) rowMajor[to + i * out() + j] = packed[from + index(i, j)];
        }
    }

    /**
     * Checks that a layout can exist.
     *
     * @param floats that the weights would occupy, padding included
     * @throws IllegalArgumentException if a number is negative, or an array doesn't hold so many
     */
    static void requireSize(int in, int out, long floats) {
        if (in < 0 || out < 0) {
            throw new IllegalArgumentException("inputs and outputs must not be negative, were " + in + " and " + out);
        }
        if (floats > Memory.LARGEST_ARRAY) {
            throw new IllegalArgumentException(
                    Memory.tooLong(floats, "weights of " + in + " inputs and " + out + " outputs"));
        }
    }

    /** The layout without padding: row after row. */
    static WeightLayout rowMajor(int in, int out) {
        return new RowMajor(in, out);
    }

    /** Row after row, no padding. */
    record RowMajor(int in, int out) implements WeightLayout {
        public RowMajor {
            requireSize(in, out, (long) in * out);
        }

        @Override
        public int size() {
            return in * out;
        }

        @Override
        public int biasSize() {
            return out;
        }

        @Override
        public int index(int row, int column) {
            return row * out + column;
        }

        @Override
        public void pack(float[] rowMajor, int from, float[] packed, int to) {
            System.arraycopy(rowMajor, from, packed, to, size());
        }

        @Override
        public void unpack(float[] packed, int from, float[] rowMajor, int to) {
            System.arraycopy(packed, from, rowMajor, to, size());
        }

        @Override
        public int runs() {
            return 1;
        }

        @Override
        public int run(int run, int row) {
            return row * out;
        }
    }
}
