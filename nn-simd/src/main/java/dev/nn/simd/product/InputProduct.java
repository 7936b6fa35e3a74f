package dev.nn.simd.product;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;

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

    /** @param kc the most outputs in a block: {@link BlockLength#KC}, or less, in whole panels */
    static void multiply(
            int batch,
            int fromColumn,
            int toColumn,
            Rows dz,
            PanelLayout layout,
            Affine parameters,
            Rows dx,
            float[] scratch,
            int kc) {
        int out = layout.out();
        int blocks = Math.max(1, (out + kc - 1) / kc);
        for (int i = fromColumn; i < toColumn; i += Blocking.NR) {
            int columns = Math.min(Blocking.NR, toColumn - i), width = Blocking.padded(columns);
            for (int block = 0; block < blocks; block++) {
                int n = block * kc, depth = Math.min(kc, out - n);
                Transpose.block(
                        layout, parameters.data(), parameters.weights(), i, columns, n, depth, scratch, 0, width);
                if (width == columns) {
                    int at = dx.index(0, i);
                    multiply(batch, dz, 0, n, depth, scratch, width, dx.data(), at, dx.stride(), block == 0);
                } else {
                    multiplyEdge(batch, layout, dz, n, depth, scratch, columns, dx, i, block == 0);
                }
            }
        }
    }

    private static void multiply(
            int rows,
            Rows dz,
            int fromRow,
            int n,
            int depth,
            float[] scratch,
            int width,
            float[] c,
            int ic,
            int cRow,
            boolean first) {
        Tiles.multiply(
                rows,
                width,
                depth,
                dz.data(),
                dz.index(fromRow, n),
                dz.stride(),
                1,
                scratch,
                0,
                width,
                c,
                ic,
                cRow,
                first ? Tiles.ZEROS : c,
                first ? 0 : ic,
                first ? 0 : cRow,
                false);
    }

    /** A panel that is no whole number of vectors wide: some rows at a time behind the block in scratch memory. */
    private static void multiplyEdge(
            int batch,
            PanelLayout layout,
            Rows dz,
            int n,
            int depth,
            float[] scratch,
            int columns,
            Rows dx,
            int i,
            boolean first) {
        int width = Blocking.padded(columns), edge = depth(layout.out()) * Blocking.NR;
        for (int r = 0; r < batch; r += Blocking.EDGE_ROWS) {
            int rows = Math.min(Blocking.EDGE_ROWS, batch - r), at = dx.index(r, i);
            if (!first) Packing.copyPadded(rows, columns, dx.data(), at, dx.stride(), scratch, edge, width);
            multiply(rows, dz, r, n, depth, scratch, width, scratch, edge, width, first);
            Packing.copy(rows, columns, scratch, edge, width, dx.data(), at, dx.stride());
        }
    }
}
