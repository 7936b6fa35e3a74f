package dev.nn.simd.product;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.simd.product.TileFrame.Start;

/**
 * The three products of a layer with few outputs, on W as {@link NarrowLayout} keeps it: Wᵀ, out × in.
 *
 * <pre>
 * Z   = X·W + b     dot products of the rows of X with the rows of Wᵀ
 * dWᵀ = dZᵀ·X       the micro-kernel, reading dZ by column; X is B as it stands
 * dX  = dZ·Wᵀ       outer products; Wᵀ is B as it stands
 * </pre>
 *
 * Nothing is transposed, and packed only at edges: columns that fill no line of 16 floats.
 */
public final class NarrowProducts {
    private NarrowProducts() {}

    /**
     * Rows of X in a block of the forward pass: enough that what a kernel sets up at its start doesn't count, and whole
     * tiles, of 16 rows for one output and of 3 for five.
     */
    private static final int ROWS = 96;

    public static int scratch(int batch, NarrowLayout layout) {
        int forward = ROWS * (DotTiles.TILE + layout.stride());
        int backward = Math.toIntExact((batch + (long) layout.out()) * Blocking.LINE);
        return Math.max(forward, backward);
    }

    /** {@link StandIn}: inputs that fill no line are a loop of their own. */
    static StandIn forwardStandIn(int batch, NarrowLayout layout) {
        int in = layout.in(), terms = in <= StandIn.TERMS ? in : StandIn.TERMS + in % Blocking.LINE;
        return new StandIn(StandIn.rows(batch), terms, layout.out(), false);
    }

    static StandIn weightsStandIn(int batch, NarrowLayout layout) {
        int inputs = StandIn.columns(layout.in(), Blocking.NR);
        return new StandIn(Math.min(batch, StandIn.TERMS), inputs, layout.out(), false);
    }

    static StandIn inputStandIn(int batch, NarrowLayout layout) {
        return new StandIn(StandIn.rows(batch), StandIn.columns(layout.in(), Blocking.NR), layout.out(), false);
    }

    public static void forward(
            int fromRow, int toRow, Rows x, Affine parameters, Rows z, boolean relu, Workspace workspace) {
        NarrowLayout layout = (NarrowLayout) parameters.layout();
        DotFrame f = DotFrame.of(workspace);
        float[] scratch = workspace.scratch();
        int in = layout.in(), stride = layout.stride();
        boolean whole = in == stride;
        int packed = ROWS * DotTiles.TILE;
        f.relu = relu;
        for (int r = fromRow; r < toRow; r += ROWS) {
            int rows = Math.min(ROWS, toRow - r);
            if (whole) {
                f.a(x.data(), x.index(r, 0), x.stride(), 0);
            } else {
                Packing.copyPadded(rows, in, x.data(), x.index(r, 0), x.stride(), scratch, packed, stride);
                f.a(scratch, packed, stride, 0);
            }
            forward(rows, parameters, z, r, scratch, f);
        }
    }

    /** Some rows of X, which are A, padded to whole lines. */
    private static void forward(int rows, Affine parameters, Rows z, int row, float[] sums, DotFrame f) {
        NarrowLayout layout = (NarrowLayout) parameters.layout();
        int out = layout.out(), ia = f.ia;
        f.b(parameters.data(), parameters.weights(), 0, 0, layout.stride()).t(sums, 0);
        int even = DotTiles.columns(out);
        for (int j = 0; j < out; j += even) {
            int columns = Math.min(even, out - j);
            int height;
            for (int r = 0; r < rows; r += height) {
                height = DotTiles.rows(rows - r, columns);
                int tiles = (rows - r) / height;
                f.size(tiles, height, columns).rows(j, 0);
                f.ia = ia + r * f.aRow;
                f.aTile = height * f.aRow;
                DotKernel.tiles(f);
                store(parameters, z, row + r, j, f);
                height *= tiles;
            }
        }
        f.ia = ia;
    }

    /** Z = sums + b. */
    private static void store(Affine parameters, Rows z, int row, int column, DotFrame f) {
        f.bias(parameters.data(), parameters.bias() + column);
        if (f.tiles == 1 || f.rows * f.columns == DotTiles.TILE) {
            DotKernel.storeRows(f.z(z.data(), z.index(row, column), z.stride()));
            return;
        }
        for (int i = 0; i < f.rows; i++) {
            DotKernel.store(f.z(z.data(), z.index(row + i, column), f.rows * z.stride()), i);
        }
    }

    public static void weights(
            int batch, int fromRow, int toRow, Rows x, Rows dz, Affine gradient, boolean accumulate, TileFrame f) {
        NarrowLayout layout = (NarrowLayout) gradient.layout();
        for (int i = fromRow; i < toRow; i += Blocking.NR) {
            f.size(layout.out(), Math.min(Blocking.NR, toRow - i), batch)
                    .a(dz.data(), dz.offset(), 1, dz.stride())
                    .b(x.data(), x.index(0, i), x.stride())
                    .c(gradient.data(), gradient.weights() + i, layout.stride())
                    .from(accumulate ? Start.CONTINUE : Start.ZERO);
            panel(f);
        }
    }

    static void input(int batch, int fromColumn, int toColumn, Rows dz, Affine parameters, Rows dx, TileFrame f) {
        NarrowLayout layout = (NarrowLayout) parameters.layout();
        for (int i = fromColumn; i < toColumn; i += Blocking.NR) {
            f.size(batch, Math.min(Blocking.NR, toColumn - i), layout.out())
                    .a(dz.data(), dz.offset(), dz.stride(), 1)
                    .b(parameters.data(), parameters.weights() + i, layout.stride())
                    .c(dx.data(), dx.index(0, i), dx.stride())
                    .from(Start.ZERO);
            panel(f);
        }
    }

    /**
     * C = A·B or C + A·B for one panel of at most NR columns: its whole lines in place, the columns that fill no line
     * through scratch memory, first the rows of B and behind them those of C.
     */
    private static void panel(TileFrame f) {
        int rows = f.rows, columns = f.width, depth = f.depth, ia = f.ia;
        int lines = columns / Blocking.LINE * Blocking.LINE, rest = columns - lines, line = Blocking.LINE;
        boolean add = f.start == Start.CONTINUE;
        float[] b = f.b, c = f.c, scratch = f.scratch;
        int ib = f.ib, bDepth = f.bDepth, ic = f.ic, cRow = f.cRow;
        if (lines > 0) Product.multiply(f.size(rows, lines, depth));
        if (rest == 0) return;
        int sums = depth * line;
        Packing.copyPadded(depth, rest, b, ib + lines, bDepth, scratch, 0, line);
        if (add) Packing.copyPadded(rows, rest, c, ic + lines, cRow, scratch, sums, line);
        f.ia = ia;
        f.size(rows, line, depth).b(scratch, 0, line).c(scratch, sums, line).from(add ? Start.CONTINUE : Start.ZERO);
        Product.multiply(f);
        Packing.copy(rows, rest, scratch, sums, line, c, ic + lines, cRow);
    }
}
