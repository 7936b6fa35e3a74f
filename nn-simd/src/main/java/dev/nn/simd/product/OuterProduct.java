package dev.nn.simd.product;

import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.product.TileFrame.Start;

/**
 * C = S + A·B for any number of rows, one panel of columns and short sums, by {@code OuterKernel}.
 *
 * <p>Sums that are too long for one pass are continued from C in the next, while a block of rows stays in the level 1
 * cache; they run in the order of k, as everywhere.
 */
public final class OuterProduct {
    /** Up to this depth it is faster than {@link Tiles}. */
    static final int MAX_DEPTH = 10;

    /** Vectors of B that stay in registers. */
    private static final int REGISTERS = Blocking.hasSixteenRegisters() ? 10 : 20;

    /** The deepest kernel for one vector. */
    private static final int DEEPEST = 8;

    /** Rows of C between two passes: 64 of 256 bytes are a quarter to a half of the cache. */
    private static final int ROWS = 64;

    /** Where sums start that start at nothing; never written. */
    private static final float[] ZEROS = new float[Blocking.NR];

    private OuterProduct() {}

    /** Like {@link Tiles#multiply}, without ReLU. */
    static void multiply(TileFrame f) {
        int rows = f.rows, depth = f.depth, ia = f.ia, ib = f.ib, ic = f.ic;
        int vectors = f.width / VectorShape.LANES, most = Math.min(DEEPEST, REGISTERS / vectors);
        int passes = (depth + most - 1) / most;
        int block = passes == 1 ? rows : ROWS;
        boolean add = f.start == Start.CONTINUE;
        for (int r = 0; r < rows; r += block) {
            f.rows = Math.min(block, rows - r);
            f.ic = ic + r * f.cRow;
            for (int pass = 0; pass < passes; pass++) {
                int k = depth * pass / passes;
                f.depth = depth * (pass + 1) / passes - k;
                f.ia = ia + r * f.aRow + k * f.aDepth;
                f.ib = ib + k * f.bDepth;
                if (add || pass > 0) f.from(Start.CONTINUE);
                else f.fromBias(ZEROS, 0);
                OuterKernel.rows(f.depth, vectors, f);
            }
        }
    }
}
