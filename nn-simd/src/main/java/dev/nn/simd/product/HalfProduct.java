package dev.nn.simd.product;

import dev.nn.kernel.Rows;
import dev.nn.simd.jvm.VectorShape;

/**
 * Z = X·W + b with W in bfloat16, with ReLU fused in: the loops of {@link ForwardProduct} and {@link Tiles} on {@link
 * HalfPanels}, and the same order of every sum.
 *
 * <p>Not blocked over k: the panels are half as large, and blocks gained nothing.
 */
public final class HalfProduct {
    private HalfProduct() {}

    public static int scratch() {
        return Blocking.EDGE_ROWS * Blocking.NR;
    }

    public static void multiply(int fromRow, int toRow, Rows x, HalfPanels panels, Rows z, boolean relu, TileFrame f) {
        int rows = toRow - fromRow, edge = panels.edge(), out = panels.out();
        int j = rows == 1 ? row(fromRow, x, panels, z, relu, f) : 0;
        for (; j < edge; j += Blocking.NR) {
            f.c(z.data(), z.index(fromRow, j), z.stride());
            tiles(rows, fromRow, x, panels, j, relu, f);
        }
        if (edge == out) return;
        int width = panels.width(edge), block;
        for (int r = fromRow; r < toRow; r += block) {
            block = Math.min(Blocking.EDGE_ROWS, toRow - r);
            f.c(f.scratch, 0, width);
            tiles(block, r, x, panels, edge, relu, f);
            Packing.copy(block, out - edge, f.scratch, 0, width, z.data(), z.index(r, edge), z.stride());
        }
    }

    /** A single row: as many panels as come in pairs. Returns the first column that is left. */
    private static int row(int row, Rows x, HalfPanels panels, Rows z, boolean relu, TileFrame f) {
        if (Blocking.NV != HalfMicroKernel.ROW_VECTORS) return 0;
        int end = panels.edge() / (2 * Blocking.NR) * 2 * Blocking.NR;
        for (int j = 0; j < end; j += 2 * Blocking.NR) {
            f.size(1, Blocking.NR, panels.in())
                    .a(x.data(), x.index(row, 0), x.stride(), 1)
                    .b(panels.weights(), panels.panel(j), panels.panel(Blocking.NR))
                    .c(z.data(), z.index(row, j), z.stride())
                    .fromBias(panels.bias(), j)
                    .relu(relu);
            HalfMicroKernel.row(f);
        }
        return end;
    }

    /** One panel, the one that begins with column j, for some rows of X, into the C that is there. */
    private static void tiles(int rows, int row, Rows x, HalfPanels panels, int j, boolean relu, TileFrame f) {
        int width = panels.width(j), vectors = width / VectorShape.LANES;
        int most = Tiles.mostRows(HalfMicroKernel.maxRows(vectors), vectors);
        int tiles = (rows + most - 1) / most;
        if (tiles == 0) return;
        f.size(rows, width, panels.in())
                .a(x.data(), x.index(row, 0), x.stride(), 1)
                .b(panels.weights(), panels.panel(j), width / 2)
                .fromBias(panels.bias(), j)
                .relu(relu);
        int low = rows / tiles, high = rows - low * tiles;
        if (high > 0) HalfMicroKernel.tiles(high, low + 1, vectors, 0, f);
        HalfMicroKernel.tiles(tiles - high, low, vectors, high * (low + 1), f);
    }
}
