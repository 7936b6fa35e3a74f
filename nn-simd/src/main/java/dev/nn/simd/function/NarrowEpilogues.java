package dev.nn.simd.function;

import dev.nn.activation.Activation;
import dev.nn.kernel.Rows;
import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.product.Blocking;
import java.util.Arrays;

/**
 * The activation of a layer with few outputs, and the gradient through it, for many rows at a time.
 *
 * <p>A row of ten values fills a vector by half, and whoever computes row after row waits for each to come out at the end
 * of its chain of operations. So the columns of a block of rows are gathered side by side in scratch memory:
 *
 * <pre>
 *   rows in memory            scratch
 *   a0 b0 c0 …                a0 a1 a2 … a63 b0 b1 b2 … b63 c0 …      whole vectors, but for the last
 *   a1 b1 c1 …
 * </pre>
 *
 * The loops run down the columns, because a loop along a few columns is slower: C2 prepares it for vectors that never
 * come. They count from zero: where their first index is computed, C2 makes slow code of them as part of a larger method.
 */
public final class NarrowEpilogues {
    /** Rows in a block. */
    private static final int ROWS = 64;

    /** Floats of scratch memory for one array of gathered columns. */
    private static final int BLOCK = ROWS * Blocking.NARROW;

    /** Floats of scratch memory that a call needs. */
    public static final int SCRATCH = 3 * BLOCK;

    private NarrowEpilogues() {}

    /** Y = act(Z) for some rows of {@code out} values; Z and Y may be the same matrix. */
    static void forward(int fromRow, int toRow, int out, Activation activation, Rows z, Rows y, float[] scratch) {
        for (int r = fromRow; r < toRow; r += ROWS) {
            int rows = Math.min(ROWS, toRow - r);
            int length = gather(r, rows, 0, out, z, scratch, 0);
            ActivationLoops.forward(activation, scratch, 0, scratch, 0, length);
            for (int j = 0; j < out; j++) {
                float[] to = y.data();
                int at = y.index(r, j), step = y.stride(), from = j * rows;
                for (int i = 0; i < rows; i++, at += step) to[at] = scratch[from + i];
            }
        }
    }

    /**
     * dZ = dY · act′ for some columns of all rows, and their sums down the columns added to db, in the order of the rows;
     * dZ and dY may be the same matrix.
     */
    static void backward(int batch, Activation activation, GradientFrame f, float[] scratch) {
        Rows dz = f.dzRows;
        int columns = f.columns;
        float[] db = f.sums;
        int savedAt = BLOCK, unused = 2 * BLOCK;
        for (int r = 0; r < batch; r += ROWS) {
            int rows = Math.min(ROWS, batch - r);
            int length = gather(r, rows, f.column, columns, f.dyRows, scratch, 0);
            gather(r, rows, f.column, columns, f.savedRows, scratch, savedAt);
            // The loops sum as if this were one long row; cleared, so that nothing grows there that is slow to add.
            Arrays.fill(scratch, unused, unused + length, 0f);
            f.dy(scratch, 0)
                    .saved(scratch, savedAt)
                    .dz(scratch, 0)
                    .db(scratch, unused)
                    .length(length);
            ActivationLoops.backward(activation, f);
            for (int j = 0; j < columns; j++) {
                float[] to = dz.data();
                int at = dz.index(r, f.column + j), step = dz.stride(), from = j * rows;
                float sum = db[f.bias + j];
                for (int i = 0; i < rows; i++, at += step) {
                    float gradient = scratch[from + i];
                    to[at] = gradient;
                    sum += gradient;
                }
                db[f.bias + j] = sum;
            }
        }
    }

    /** Writes some rows of a matrix column by column, and zeros up to whole vectors; returns how many floats. */
    private static int gather(int row, int rows, int column, int columns, Rows from, float[] to, int at) {
        float[] data = from.data();
        int step = from.stride();
        for (int j = 0; j < columns; j++) {
            int source = from.index(row, column + j), target = at + j * rows;
            for (int i = 0; i < rows; i++, source += step) to[target + i] = data[source];
        }
        int n = rows * columns, length = (n + VectorShape.LANES - 1) / VectorShape.LANES * VectorShape.LANES;
        for (int i = at + n; i < at + length; i++) to[i] = 0;
        return length;
    }
}
