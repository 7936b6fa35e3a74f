package dev.nn.simd.function;

import dev.nn.activation.Activation;
import dev.nn.activation.Identity;
import dev.nn.kernel.Rows;
import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.product.Blocking;
import java.util.Arrays;

/**
 * What follows the product of a layer, for some rows: the activation forward, and backward the gradient through it with
 * its sums for the bias. A few vectors of columns are gone down one by one, fewer columns {@linkplain NarrowEpilogues gathered}, others go {@linkplain ActivationEpilogues
 * row by row}.
 */
public final class Epilogues {
    /** Floats of scratch memory that any call may use. */
    public static final int SCRATCH = Math.max(ActivationEpilogues.SCRATCH, NarrowEpilogues.SCRATCH);

    /** So few vectors of columns are gone down one after the other; more read memory that isn't cached in too small pieces. */
    private static final int FEW_VECTORS = 2;

    /** Rows that the next vector of columns finds in the first level of the cache, or the second. */
    private static final int ROWS = 16;

    private Epilogues() {}

    /** Y = act(Z) for rows of {@code out} values; Z and Y may be the same matrix. */
    public static void forward(
            int fromRow, int toRow, Activation activation, int out, Rows z, Rows y, float[] scratch) {
        if (activation instanceof Identity) return;
        if (out <= Blocking.NARROW) {
            NarrowEpilogues.forward(fromRow, toRow, out, activation, z, y, scratch);
            return;
        }
        for (int r = fromRow; r < toRow; r++) {
            ActivationEpilogues.forward(activation, z.data(), z.index(r, 0), y.data(), y.index(r, 0), out, scratch, 0);
        }
    }

    /**
     * dZ = dY ⊙ act′ and db = its sums, for the matrices and columns in the frame.
     *
     * @param out columns of the whole layer
     */
    public static void backward(int batch, int out, Activation activation, GradientFrame f, float[] scratch) {
        Arrays.fill(f.sums, f.bias, f.bias + f.columns, 0f);
        if (f.columns <= FEW_VECTORS * VectorShape.LANES && f.columns % VectorShape.LANES == 0) {
            for (int r = 0; r < batch; r += ROWS) {
                int rows = Math.min(ROWS, batch - r);
                for (int j = 0; j < f.columns; j += VectorShape.LANES) {
                    ActivationLoops.backwardDown(activation, f.piece(r, j), rows);
                }
            }
            return;
        }
        if (out <= Blocking.NARROW) {
            NarrowEpilogues.backward(batch, activation, f, scratch);
            return;
        }
        for (int r = 0; r < batch; r++) {
            f.row(r);
            ActivationEpilogues.backward(activation, f, scratch, 0);
        }
    }
}
