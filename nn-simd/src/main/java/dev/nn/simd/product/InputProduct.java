package dev.nn.simd.product;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.simd.product.TileFrame.Start;

/**
 * dX = dZ·Wᵀ.
 *
 * <pre>
 * for each panel of NR inputs
 *   for each block of at most KC outputs   the block of W, transposed into scratch memory, is B
 *     for each tile of rows                the micro-kernel; starts from zero, in later blocks from dX itself
 * </pre>
 *
 * W changes with every step, so it is transposed with every step. Dot products along the rows of W as it stands save
 * that; for a few rows they win ({@link DotInputProduct}), for many they are several times slower.
 */
public final class InputProduct {
    private InputProduct() {}

    /** Floats: a transposed block, and the rows of a partly empty panel. */
    public static int scratch(int out) {
        return (depth(out) + Blocking.EDGE_ROWS) * Blocking.NR;
    }

    /** Rows of the largest transposed block: it may reach into the padding of its last panel. */
    private static int depth(int out) {
        return Math.min(BlockLength.LONG, (out + Blocking.NR - 1) / Blocking.NR * Blocking.NR);
    }

    /** {@link StandIn}: sums run over the outputs, so few are enough. */
    static StandIn standIn(int batch, int in, int out) {
        boolean inBlocks = out > BlockLength.KC;
        int outputs = StandIn.TERMS + out % Blocking.LINE + (inBlocks ? Blocking.NR : 0);
        return new StandIn(StandIn.rows(batch), StandIn.columns(in, Blocking.NR), outputs, inBlocks);
    }

    static void multiply(int batch, int fromColumn, int toColumn, Rows dz, Affine parameters, Rows dx, TileFrame f) {
        PanelLayout layout = (PanelLayout) parameters.layout();
        int out = layout.out(), kc = f.blockLength(BlockLength.KC);
        int blocks = Math.max(1, (out + kc - 1) / kc);
        for (int i = fromColumn; i < toColumn; i += Blocking.NR) {
            int columns = Math.min(Blocking.NR, toColumn - i), width = Blocking.padded(columns);
            for (int block = 0; block < blocks; block++) {
                int n = block * kc, depth = Math.min(kc, out - n);
                Transpose.block(layout, parameters.data(), parameters.weights(), i, columns, n, depth, f.scratch, 0);
                if (width == columns) {
                    f.size(batch, width, depth)
                            .a(dz.data(), dz.index(0, n), dz.stride(), 1)
                            .b(f.scratch, 0, width)
                            .c(dx.data(), dx.index(0, i), dx.stride())
                            .from(block > 0 ? Start.CONTINUE : Start.ZERO);
                    Tiles.multiply(f);
                } else {
                    f.size(batch, columns, depth).a(dz.data(), dz.index(0, n), dz.stride(), 1);
                    multiplyEdge(depth(out) * Blocking.NR, dx, i, block > 0, f);
                }
            }
        }
    }

    /**
     * A panel that is no whole number of vectors wide: some rows at a time behind the block in scratch memory, from {@code
     * edge} on.
     */
    private static void multiplyEdge(int edge, Rows dx, int i, boolean add, TileFrame f) {
        int batch = f.rows, columns = f.width, width = Blocking.padded(columns), ia = f.ia;
        for (int r = 0; r < batch; r += Blocking.EDGE_ROWS) {
            int rows = Math.min(Blocking.EDGE_ROWS, batch - r), at = dx.index(r, i);
            if (add) Packing.copyPadded(rows, columns, dx.data(), at, dx.stride(), f.scratch, edge, width);
            f.ia = ia + r * f.aRow;
            f.size(rows, width, f.depth)
                    .b(f.scratch, 0, width)
                    .c(f.scratch, edge, width)
                    .from(add ? Start.CONTINUE : Start.ZERO);
            Tiles.multiply(f);
            Packing.copy(rows, columns, f.scratch, edge, width, dx.data(), at, dx.stride());
        }
    }
}
