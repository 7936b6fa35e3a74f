package dev.nn.simd.product;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.simd.product.TileFrame.Start;

/**
 * Z = X·W + b, with ReLU fused in.
 *
 * <pre>
 * for each block of at most KC inputs    see BlockLength
 *   for each panel of NR outputs
 *     for each tile of rows              the micro-kernel; starts from b, in later blocks from Z itself
 * </pre>
 *
 * A single row has a tile of its own. Continuing from Z instead of adding up block sums keeps every sum in the order of
 * k: blocking changes no bit.
 */
public final class ForwardProduct {
    private ForwardProduct() {}

    public static int scratch() {
        return Blocking.EDGE_ROWS * Blocking.NR;
    }

    /** {@link StandIn}: a single row takes panels in pairs. */
    static StandIn standIn(int batch, int in, int out) {
        int outputs = StandIn.outputs(out, batch == 1 ? 2 * Blocking.NR : Blocking.NR);
        return new StandIn(StandIn.rows(batch), Math.min(in, StandIn.TERMS), outputs, false);
    }

    public static void multiply(int fromRow, int toRow, Rows x, Affine parameters, Rows z, boolean relu, TileFrame f) {
        PanelLayout layout = (PanelLayout) parameters.layout();
        int fromColumn = toRow - fromRow == 1 ? row(fromRow, x, parameters, z, relu, f) : 0;
        int in = layout.in(), out = layout.out();
        int blocks = Math.max(1, (in + BlockLength.KC - 1) / BlockLength.KC);
        int edge = layout.edge();
        for (int block = 0; block < blocks; block++) {
            int k = (int) ((long) in * block / blocks), depth = (int) ((long) in * (block + 1) / blocks) - k;
            boolean last = block + 1 == blocks;
            for (int j = fromColumn; j < edge; j += Blocking.NR) {
                int width = layout.width(j);
                f.size(toRow - fromRow, width, depth)
                        .a(x.data(), x.index(fromRow, k), x.stride(), 1)
                        .b(parameters.data(), parameters.weights() + layout.panel(j) + k * width, width)
                        .c(z.data(), z.index(fromRow, j), z.stride());
                if (block == 0)
                    f.fromBias(parameters.data(), parameters.bias() + j).relu(relu && last);
                else f.from(Start.CONTINUE).relu(relu && last);
                Tiles.multiply(f);
            }
        }
        if (edge < out) multiplyEdge(fromRow, toRow, x, parameters, z, relu, f);
    }

    /** A single row: as many panels as come in pairs. Returns the first column that is left. */
    private static int row(int row, Rows x, Affine parameters, Rows z, boolean relu, TileFrame f) {
        if (Blocking.NV != MicroKernel.ROW_VECTORS) return 0;
        PanelLayout layout = (PanelLayout) parameters.layout();
        int pairs = layout.out() / (2 * Blocking.NR), panel = Blocking.NR * layout.in();
        for (int pair = 0; pair < pairs; pair++) {
            int j = pair * 2 * Blocking.NR;
            f.size(1, Blocking.NR, layout.in())
                    .a(x.data(), x.index(row, 0), x.stride(), 1)
                    .b(parameters.data(), parameters.weights() + layout.panel(j), panel)
                    .c(z.data(), z.index(row, j), z.stride())
                    .fromBias(parameters.data(), parameters.bias() + j)
                    .relu(relu);
            MicroKernel.row(f);
        }
        return pairs * 2 * Blocking.NR;
    }

    /** The last panel, if its padding has no place in Z: through scratch memory, from which the real columns are copied. */
    private static void multiplyEdge(
            int fromRow, int toRow, Rows x, Affine parameters, Rows z, boolean relu, TileFrame f) {
        PanelLayout layout = (PanelLayout) parameters.layout();
        int j = layout.edge(), width = layout.width(j), columns = layout.out() - j;
        for (int r = fromRow; r < toRow; r += Blocking.EDGE_ROWS) {
            int rows = Math.min(Blocking.EDGE_ROWS, toRow - r);
            f.size(rows, width, layout.in())
                    .a(x.data(), x.index(r, 0), x.stride(), 1)
                    .b(parameters.data(), parameters.weights() + layout.panel(j), width)
                    .c(f.scratch, 0, width)
                    .fromBias(parameters.data(), parameters.bias() + j)
                    .relu(relu);
            Tiles.multiply(f);
            Packing.copy(rows, columns, f.scratch, 0, width, z.data(), z.index(r, j), z.stride());
        }
    }
}
