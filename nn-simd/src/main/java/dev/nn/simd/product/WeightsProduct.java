package dev.nn.simd.product;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import org.jspecify.annotations.Nullable;

/**
 * dW = Xᵀ·dZ, in the panels of the weights.
 *
 * <pre>
 * for each block of at most KC rows of the batch
 *   for some panels of NR outputs          their columns of dZ, packed, are B
 *     for as many inputs as a cache holds  wide X is packed, too
 *       for each of these panels
 *         for each tile of inputs          the micro-kernel, reading X by column; sums over the rows
 * </pre>
 *
 * Down a column, row follows row at the distance of the stride, and the prefetcher doesn't follow. So dZ is packed, which
 * costs one copied vector for every tile's worth of multiply-adds, and X is read from afar only once: the block of it
 * that the first panel has brought into the level 2 cache serves all the others. From 4 KiB on each row is a page of its
 * own, more of them than the first level of the TLB keeps, and X is packed. For narrower X that costs more than it gains.
 */
public final class WeightsProduct {
    /** Floats of X that stay in the level 2 cache while panels pass by: a quarter of it. */
    private static final int CACHED = 1 << 16;

    /** Columns from which on each row of X is a page. */
    private static final int PAGE = 1024;

    /** Rows whose pages the TLB's first level keeps. */
    private static final int PAGES = 64;

    /** Inputs packed at a time. */
    private static final int MC = 128;

    /** Outputs packed at a time where X is more than one block. */
    private static final int NC = 16 * Blocking.NR;

    /** Inputs whose weights are updated at a time: with their gradient and moments a quarter of the level 2 cache. */
    private static final int UPDATE = 256;

    private static final float[] NO_WEIGHTS = {};

    private WeightsProduct() {}

    /** Floats: packed columns of dZ and of X. */
    public static int scratch(int batch, PanelLayout layout) {
        int rows = Math.min(batch, BlockLength.LONG);
        boolean packed = packed(rows, layout);
        int outputs = outputs(inputs(rows, packed), layout.in());
        return rows * (Math.min(outputs, Blocking.padded(layout.out())) + (packed ? MC : 0));
    }

    /** {@link StandIn}: sums run over the batch, so there it can be small. */
    static StandIn standIn(int batch, int in, int out) {
        int inputs = StandIn.columns(in, Blocking.NR), outputs = StandIn.columns(out, Blocking.NR);
        return new StandIn(Math.min(batch, StandIn.TERMS), inputs, outputs, batch > BlockLength.KC);
    }

    private static boolean packed(int rows, PanelLayout layout) {
        return layout.in() >= PAGE && rows >= PAGES;
    }

    /** Inputs in a block of X. */
    private static int inputs(int rows, boolean packed) {
        return packed ? MC : Math.max(Blocking.LINE, CACHED / Math.max(1, rows) / Blocking.LINE * Blocking.LINE);
    }

    /** Outputs packed at a time: a single panel, which the level 1 cache may hold, if one block of X is all there is. */
    private static int outputs(int inputs, int all) {
        return inputs < all ? NC : Blocking.NR;
    }

    public static void multiply(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            Rows dz,
            PanelLayout layout,
            Affine gradient,
            boolean accumulate,
            float[] scratch) {
        int blocks = Math.max(1, (batch + BlockLength.KC - 1) / BlockLength.KC);
        for (int block = 0; block < blocks; block++) {
            int r = block * BlockLength.KC, rows = Math.min(BlockLength.KC, batch - r);
            boolean add = accumulate || block > 0;
            block(r, rows, fromRow, toRow, x, dz, layout, gradient, add, NO_WEIGHTS, null, scratch);
        }
    }

    /** The product and an optimiser's step on W; false, and nothing done, if the batch is too large for one block. */
    public static boolean multiplyUpdate(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            Rows dz,
            PanelLayout layout,
            Affine gradient,
            float[] w,
            OptimizerState update,
            float[] scratch) {
        if (batch > BlockLength.KC) return false;
        block(0, batch, fromRow, toRow, x, dz, layout, gradient, false, w, update, scratch);
        return true;
    }

    /** The sums over {@code rows} rows of the batch from row r on, and the step on w if there is one. */
    private static void block(
            int r,
            int rows,
            int fromRow,
            int toRow,
            Rows x,
            Rows dz,
            PanelLayout layout,
            Affine gradient,
            boolean add,
            float[] w,
            @Nullable OptimizerState update,
            float[] scratch) {
        boolean packed = packed(rows, layout);
        int out = layout.out(), mc = inputs(rows, packed), nc = outputs(mc, toRow - fromRow);
        float[] dw = gradient.data();
        for (int n = 0; n < out; n += nc) {
            int toColumn = Math.min(out, n + nc);
            Packing.panels(r, rows, dz, n, toColumn, Blocking.NR, scratch, 0);
            int inputs = rows * Blocking.padded(toColumn - n);
            for (int i = fromRow; i < toRow; i += mc) {
                int columns = Math.min(mc, toRow - i), padded = Blocking.padded(columns);
                float[] a = packed ? scratch : x.data();
                int ia = packed ? inputs : x.index(r, i), aDepth = packed ? padded : x.stride();
                if (packed) Packing.copyPadded(rows, columns, x.data(), x.index(r, i), x.stride(), a, ia, padded);
                for (int j = n; j < toColumn; j += Blocking.NR) {
                    int width = layout.width(j), at = gradient.weights() + layout.panel(j) + i * width;
                    int b = (j - n) * rows;
                    if (update == null) multiply(columns, width, rows, a, ia, aDepth, scratch, b, dw, at, add);
                    else multiplyUpdate(columns, width, rows, a, ia, aDepth, scratch, b, dw, w, at, update);
                }
            }
        }
    }

    private static void multiply(
            int columns,
            int width,
            int rows,
            float[] a,
            int ia,
            int aDepth,
            float[] b,
            int ib,
            float[] c,
            int ic,
            boolean add) {
        float[] s = add ? c : Tiles.ZEROS;
        int is = add ? ic : 0, sRow = add ? width : 0;
        Product.multiply(columns, width, rows, a, ia, 1, aDepth, b, ib, width, c, ic, width, s, is, sRow);
    }

    /**
     * Some rows of a panel of dW at a time, each followed by the step while it is in the level 1 cache.
     *
     * <p>Adam's step between the multiply-adds of the next tile, to hide its root and division under them, was slower
     * than one after the other: the divider shares its place with one of the two multiply-add units.
     */
    private static void multiplyUpdate(
            int columns,
            int width,
            int rows,
            float[] a,
            int ia,
            int aDepth,
            float[] b,
            int ib,
            float[] dw,
            float[] w,
            int at,
            OptimizerState update) {
        for (int i = 0; i < columns; i += UPDATE) {
            int height = Math.min(UPDATE, columns - i), from = at + i * width, to = from + height * width;
            multiply(height, width, rows, a, ia + i, aDepth, b, ib, dw, from, false);
            update.optimizer().step(update.coefficients(), w, dw, update.first(), update.second(), from, to);
        }
    }
}
