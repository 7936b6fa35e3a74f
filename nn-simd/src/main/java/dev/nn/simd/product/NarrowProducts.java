package dev.nn.simd.product;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;

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
            int fromRow,
            int toRow,
            Rows x,
            NarrowLayout layout,
            Affine parameters,
            Rows z,
            boolean relu,
            float[] scratch) {
        int in = layout.in(), stride = layout.stride();
        boolean whole = in == stride;
        int packed = ROWS * DotTiles.TILE;
        for (int r = fromRow; r < toRow; r += ROWS) {
            int rows = Math.min(ROWS, toRow - r);
            if (whole) {
                forward(rows, x.data(), x.index(r, 0), x.stride(), layout, parameters, z, r, relu, scratch);
            } else {
                Packing.copyPadded(rows, in, x.data(), x.index(r, 0), x.stride(), scratch, packed, stride);
                forward(rows, scratch, packed, stride, layout, parameters, z, r, relu, scratch);
            }
        }
    }

    /** Some rows of X, in {@code a}, padded to whole lines. */
    private static void forward(
            int rows,
            float[] a,
            int ia,
            int aRow,
            NarrowLayout layout,
            Affine parameters,
            Rows z,
            int row,
            boolean relu,
            float[] sums) {
        int out = layout.out(), stride = layout.stride();
        float[] w = parameters.data();
        int even = DotTiles.columns(out);
        for (int j = 0; j < out; j += even) {
            int columns = Math.min(even, out - j);
            int height;
            for (int r = 0; r < rows; r += height) {
                height = DotTiles.rows(rows - r, columns);
                int tiles = (rows - r) / height;
                DotKernel.tiles(
                        height,
                        columns,
                        tiles,
                        0,
                        a,
                        ia + r * aRow,
                        aRow,
                        height * aRow,
                        w,
                        parameters.weights(),
                        0,
                        j,
                        0,
                        stride,
                        sums,
                        0);
                store(tiles, height, columns, sums, w, parameters.bias() + j, z, row + r, j, relu);
                height *= tiles;
            }
        }
    }

    /** Z = sums + b. Tiles of one column are a column of sums if they fill their place: one loop instead of 16. */
    private static void store(
            int tiles,
            int height,
            int columns,
            float[] sums,
            float[] b,
            int bias,
            Rows z,
            int row,
            int column,
            boolean relu) {
        float[] to = z.data();
        int zRow = z.stride();
        if (columns == 1 && height == DotTiles.TILE) {
            DotKernel.store(1, tiles * height, sums, 0, 1, b, bias, to, z.index(row, column), zRow, relu);
            return;
        }
        for (int i = 0; i < height; i++) {
            int at = z.index(row + i, column);
            DotKernel.store(columns, tiles, sums, i * columns, DotTiles.TILE, b, bias, to, at, height * zRow, relu);
        }
    }

    public static void weights(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            Rows dz,
            NarrowLayout layout,
            Affine gradient,
            boolean accumulate,
            float[] scratch) {
        float[] dw = gradient.data();
        int out = layout.out(), at = gradient.weights();
        for (int i = fromRow; i < toRow; i += Blocking.NR) {
            panel(
                    out,
                    Math.min(Blocking.NR, toRow - i),
                    batch,
                    dz.data(),
                    dz.offset(),
                    1,
                    dz.stride(),
                    x.data(),
                    x.index(0, i),
                    x.stride(),
                    dw,
                    at + i,
                    layout.stride(),
                    accumulate,
                    scratch);
        }
    }

    static void input(
            int batch,
            int fromColumn,
            int toColumn,
            Rows dz,
            NarrowLayout layout,
            Affine parameters,
            Rows dx,
            float[] scratch) {
        float[] w = parameters.data();
        int out = layout.out(), at = parameters.weights();
        for (int i = fromColumn; i < toColumn; i += Blocking.NR) {
            panel(
                    batch,
                    Math.min(Blocking.NR, toColumn - i),
                    out,
                    dz.data(),
                    dz.offset(),
                    dz.stride(),
                    1,
                    w,
                    at + i,
                    layout.stride(),
                    dx.data(),
                    dx.index(0, i),
                    dx.stride(),
                    false,
                    scratch);
        }
    }

    /**
     * C = A·B or C + A·B for one panel of at most NR columns: its whole lines in place, the columns that fill no line
     * through scratch memory, first the rows of B and behind them those of C.
     */
    private static void panel(
            int rows,
            int columns,
            int depth,
            float[] a,
            int ia,
            int aRow,
            int aDepth,
            float[] b,
            int ib,
            int bDepth,
            float[] c,
            int ic,
            int cRow,
            boolean add,
            float[] scratch) {
        int lines = columns / Blocking.LINE * Blocking.LINE, rest = columns - lines;
        if (lines > 0) multiply(rows, lines, depth, a, ia, aRow, aDepth, b, ib, bDepth, c, ic, cRow, add);
        if (rest == 0) return;
        int line = Blocking.LINE, sums = depth * line;
        Packing.copyPadded(depth, rest, b, ib + lines, bDepth, scratch, 0, line);
        if (add) Packing.copyPadded(rows, rest, c, ic + lines, cRow, scratch, sums, line);
        multiply(rows, line, depth, a, ia, aRow, aDepth, scratch, 0, line, scratch, sums, line, add);
        Packing.copy(rows, rest, scratch, sums, line, c, ic + lines, cRow);
    }

    /** C = A·B or C + A·B. */
    private static void multiply(
            int rows,
            int width,
            int depth,
            float[] a,
            int ia,
            int aRow,
            int aDepth,
            float[] b,
            int ib,
            int bDepth,
            float[] c,
            int ic,
            int cRow,
            boolean add) {
        float[] s = add ? c : Tiles.ZEROS;
        int is = add ? ic : 0, sRow = add ? cRow : 0;
        Product.multiply(rows, width, depth, a, ia, aRow, aDepth, b, ib, bDepth, c, ic, cRow, s, is, sRow);
    }
}
