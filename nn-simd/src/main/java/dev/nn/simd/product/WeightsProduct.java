package dev.nn.simd.product;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.optimizer.OptimizerState;
import dev.nn.simd.product.TileFrame.Start;
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

    private static final Rows NO_ROWS = Rows.of(new float[0], 0);

    private TileFrame f = new TileFrame();
    private Rows x = NO_ROWS;
    private Rows dz = NO_ROWS;
    private Affine gradient = Affine.allocate(new PanelLayout(1, 1));

    /** Whether the sums start from dW as it is. */
    private boolean add;

    /** The weights, and the step on them, if there is one. */
    private float[] w = {};

    private @Nullable OptimizerState update;

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
        int inputs = StandIn.columns(in, Blocking.NR), outputs = StandIn.outputs(out, Blocking.NR);
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

    /** The one of this workspace. */
    public static WeightsProduct of(Workspace workspace) {
        WeightsProduct product = workspace.kept(WeightsProduct.class, WeightsProduct::new);
        product.f = TileFrame.of(workspace);
        return product;
    }

    public void multiply(int batch, int fromRow, int toRow, Rows x, Rows dz, Affine gradient, boolean accumulate) {
        operands(x, dz, gradient);
        int blocks = Math.max(1, (batch + BlockLength.KC - 1) / BlockLength.KC);
        for (int block = 0; block < blocks; block++) {
            int r = block * BlockLength.KC;
            add = accumulate || block > 0;
            block(r, Math.min(BlockLength.KC, batch - r), fromRow, toRow);
        }
    }

    /** The product and an optimiser's step on W; false, and nothing done, if the batch is too large for one block. */
    public boolean multiplyUpdate(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            Rows dz,
            Affine gradient,
            OptimizerState state,
            float[] weights) {
        if (batch > BlockLength.KC) return false;
        operands(x, dz, gradient);
        add = false;
        w = weights;
        update = state;
        block(0, batch, fromRow, toRow);
        update = null;
        return true;
    }

    private void operands(Rows x, Rows dz, Affine gradient) {
        this.x = x;
        this.dz = dz;
        this.gradient = gradient;
    }

    /** The sums over {@code rows} rows of the batch from row r on, and the step on w if there is one. */
    private void block(int r, int rows, int fromRow, int toRow) {
        PanelLayout layout = (PanelLayout) gradient.layout();
        float[] scratch = f.scratch;
        boolean packed = packed(rows, layout);
        int out = layout.out(), mc = inputs(rows, packed), nc = outputs(mc, toRow - fromRow);
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
                    int width = layout.width(j);
                    f.size(columns, width, rows).a(a, ia, 1, aDepth).b(scratch, (j - n) * rows, width);
                    f.c(gradient.data(), gradient.weights() + layout.panel(j) + i * width, width);
                    if (update == null) Product.multiply(f.from(add ? Start.CONTINUE : Start.ZERO));
                    else multiplyUpdate(update);
                }
            }
        }
    }

    /**
     * Some rows of a panel of dW at a time, each followed by the step while it is in the level 1 cache.
     *
     * <p>Adam's step between the multiply-adds of the next tile, to hide its root and division under them, was slower
     * than one after the other: the divider shares its place with one of the two multiply-add units.
     */
    private void multiplyUpdate(OptimizerState update) {
        int inputs = f.rows, width = f.width, depth = f.depth, ia = f.ia, ib = f.ib, at = f.ic;
        for (int i = 0; i < inputs; i += UPDATE) {
            int rows = Math.min(UPDATE, inputs - i), from = at + i * width, to = from + rows * width;
            f.ia = ia + i;
            f.ib = ib;
            f.ic = from;
            f.size(rows, width, depth).from(Start.ZERO);
            Product.multiply(f);
            update.optimizer().step(update.coefficients(), w, f.c, update.first(), update.second(), from, to);
        }
    }
}
