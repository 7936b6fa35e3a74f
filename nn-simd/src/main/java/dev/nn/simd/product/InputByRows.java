package dev.nn.simd.product;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.simd.jvm.VectorWidth;
import dev.nn.simd.product.TileFrame.Start;

/**
 * dX = dZ·Wᵀ with dZ and dX transposed instead of W: dXᵀ = W·dZᵀ.
 *
 * <pre>
 * for some panels of NR rows of the batch     their dZ, transposed into scratch memory, is B
 *   for each {@link #INPUTS} inputs           so that W is read once, and is in the cache for the next panel of B
 *     for each panel of NR rows
 *       for each block of at most KC outputs  the micro-kernel, reading W in its panels; sums start from zero or C
 *       transpose the sums into dX
 * </pre>
 *
 * {@link InputProduct} transposes W, in × out numbers, whatever the batch; here it is batch × (in + out). Both add up the
 * same products in the same order, so nobody can tell from the bits which one it was.
 */
public final class InputByRows {
    /** Floats of dZ, transposed, that the level 2 cache holds besides W: a quarter of it. */
    private static final int TRANSPOSED = 1 << 16;

    /** Rows of W whose sums stay in the level 1 cache until they are transposed. */
    private static final int INPUTS = 64;

    /** Floats of W that the level 3 cache holds well enough. */
    private static final long CACHED = 1L << 21;

    private static final int L = VectorWidth.LANES;

    private InputByRows() {}

    /**
     * Whether there is less to transpose here than in {@link InputProduct}, and the weights, which each block of rows
     * reads anew, come from a cache: from memory, in pieces that no prefetcher foresees, that cost a tenth of the speed.
     */
    static boolean pays(int batch, int in, int out) {
        return (long) batch * (in + out) < (long) in * out && (long) in * out <= CACHED;
    }

    /** Floats: the transposed dZ of a block of rows, and sums; none where no batch makes it pay. */
    public static int scratch(int in, int out) {
        return pays(1, in, out) ? out * rows(out) + INPUTS * Blocking.NR : 0;
    }

    /** {@link StandIn}: blocks are made of whole panels of outputs. */
    static StandIn standIn(int batch, int in, int out) {
        boolean inBlocks = out > BlockLength.KC;
        int outputs = StandIn.outputs(out, Blocking.NR) + (inBlocks ? Blocking.NR : 0);
        return new StandIn(StandIn.rows(batch), StandIn.columns(in, Blocking.NR), outputs, inBlocks);
    }

    static void multiply(int batch, int fromColumn, int toColumn, Rows dz, Affine parameters, Rows dx, TileFrame f) {
        PanelLayout layout = (PanelLayout) parameters.layout();
        float[] scratch = f.scratch;
        int out = layout.out(), most = rows(out), sums = out * most;
        for (int first = 0; first < batch; first += most) {
            int end = Math.min(batch, first + most);
            for (int r = first; r < end; r += Blocking.NR) {
                int rows = Math.min(Blocking.NR, end - r), width = width(rows);
                transpose(rows, out, dz.data(), dz.index(r, 0), dz.stride(), scratch, (r - first) * out, width, width);
            }
            for (int i = fromColumn; i < toColumn; i += INPUTS) {
                int inputs = Math.min(INPUTS, toColumn - i);
                for (int r = first; r < end; r += Blocking.NR) {
                    int rows = Math.min(Blocking.NR, end - r), width = width(rows);
                    f.size(inputs, width, out).b(scratch, (r - first) * out, width);
                    sums(i, parameters, sums, f);
                    transpose(inputs, rows, scratch, sums, width, dx.data(), dx.index(r, i), dx.stride(), inputs);
                }
            }
        }
    }

    /** Rows of the batch whose dZ is transposed at a time, whole panels; where this {@link #pays}, they are below out. */
    private static int rows(int out) {
        int panels = Math.min(TRANSPOSED / (out * Blocking.NR), (out + Blocking.NR - 1) / Blocking.NR);
        return Math.max(1, panels) * Blocking.NR;
    }

    private static int width(int rows) {
        return (rows + L - 1) / L * L;
    }

    /**
     * C = W·dZᵀ for some rows of W from i on, into scratch memory from c on: whole panels, a block at a time, then what the
     * last one has.
     */
    private static void sums(int i, Affine parameters, int c, TileFrame f) {
        PanelLayout layout = (PanelLayout) parameters.layout();
        int out = layout.out(), whole = out / Blocking.NR * Blocking.NR, panel = Blocking.NR * layout.in();
        int inputs = f.rows, width = f.width, b = f.ib, kc = f.blockLength(BlockLength.KC);
        float[] w = parameters.data();
        for (int n = 0; n < whole; n += kc) {
            f.size(inputs, width, Math.min(kc, whole - n))
                    .a(w, parameters.weights() + layout.panel(n) + i * Blocking.NR, Blocking.NR, panel)
                    .b(f.scratch, b + n * width, width)
                    .c(f.scratch, c, width)
                    .from(n > 0 ? Start.CONTINUE : Start.ZERO);
            panels(f);
        }
        if (whole == out) return;
        int rowLength = layout.width(whole);
        f.size(inputs, width, out - whole)
                .a(w, parameters.weights() + layout.panel(whole) + i * rowLength, rowLength, 1)
                .b(f.scratch, b + whole * width, width)
                .c(f.scratch, c, width)
                .from(whole > 0 ? Start.CONTINUE : Start.ZERO);
        Tiles.multiply(f);
    }

    /** {@link Tiles#multiply} for A in panels. */
    private static void panels(TileFrame f) {
        int rows = f.rows, vectors = f.width / L, most = Tiles.mostRows(PanelMicroKernel.maxRows(vectors), vectors);
        for (int r = 0, tiles; r < rows; r += tiles * most) {
            int height = Math.min(most, rows - r);
            tiles = (rows - r) / height;
            PanelMicroKernel.tiles(tiles, height, vectors, r, f);
        }
    }

    /**
     * Writes rows × columns transposed, and zeros for rows up to {@code width}: squares where they are whole, the rest
     * number by number.
     */
    private static void transpose(
            int rows, int columns, float[] from, int at, int stride, float[] to, int toAt, int toStride, int width) {
        int wholeRows = rows / L * L, wholeColumns = columns / L * L;
        for (int r = 0; r < wholeRows; r += L) {
            SquareTranspose.transpose(wholeColumns / L, from, at + r * stride, stride, to, toAt + r, toStride);
            for (int j = wholeColumns; j < columns; j++) {
                for (int i = r; i < r + L; i++) to[toAt + j * toStride + i] = from[at + i * stride + j];
            }
        }
        if (wholeRows == width) return;
        for (int j = 0; j < columns; j++) {
            int target = toAt + j * toStride;
            for (int r = wholeRows; r < rows; r++) to[target + r] = from[at + r * stride + j];
            for (int r = rows; r < width; r++) to[target + r] = 0;
        }
    }
}
