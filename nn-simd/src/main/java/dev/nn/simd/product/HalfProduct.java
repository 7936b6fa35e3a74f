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

    public static void multiply(
            int fromRow, int toRow, Rows x, HalfPanels panels, Rows z, boolean relu, float[] scratch) {
        int rows = toRow - fromRow, edge = panels.edge(), out = panels.out();
        int j = rows == 1 ? row(fromRow, x, panels, z, relu) : 0;
        for (; j < edge; j += Blocking.NR) {
            tiles(rows, fromRow, x, panels, j, z.data(), z.index(fromRow, j), z.stride(), relu);
        }
        if (edge == out) return;
        int width = panels.width(edge), block;
        for (int r = fromRow; r < toRow; r += block) {
            block = Math.min(Blocking.EDGE_ROWS, toRow - r);
            tiles(block, r, x, panels, edge, scratch, 0, width, relu);
            Packing.copy(block, out - edge, scratch, 0, width, z.data(), z.index(r, edge), z.stride());
        }
    }

    /** A single row: as many panels as come in pairs. Returns the first column that is left. */
    private static int row(int row, Rows x, HalfPanels panels, Rows z, boolean relu) {
        if (Blocking.NV != HalfMicroKernel.ROW_VECTORS) return 0;
        int end = panels.edge() / (2 * Blocking.NR) * 2 * Blocking.NR;
        for (int j = 0; j < end; j += 2 * Blocking.NR) {
            HalfMicroKernel.row(
                    panels.in(),
                    x.data(),
                    x.index(row, 0),
                    panels.weights(),
                    panels.panel(j),
                    panels.panel(Blocking.NR),
                    z.data(),
                    z.index(row, j),
                    panels.bias(),
                    j,
                    relu);
        }
        return end;
    }

    /** One panel, the one that begins with column j, for some rows of X, into c. */
    private static void tiles(
            int rows, int row, Rows x, HalfPanels panels, int j, float[] c, int ic, int cRow, boolean relu) {
        int width = panels.width(j), vectors = width / VectorShape.LANES;
        int most = Tiles.mostRows(HalfMicroKernel.maxRows(vectors), vectors);
        int tiles = (rows + most - 1) / most;
        if (tiles == 0) return;
        int low = rows / tiles, high = rows - low * tiles;
        if (high > 0) tiles(high, low + 1, vectors, row, x, panels, j, c, ic, cRow, relu);
        int done = high * (low + 1);
        tiles(tiles - high, low, vectors, row + done, x, panels, j, c, ic + done * cRow, cRow, relu);
    }

    private static void tiles(
            int tiles,
            int height,
            int vectors,
            int row,
            Rows x,
            HalfPanels panels,
            int j,
            float[] c,
            int ic,
            int cRow,
            boolean relu) {
        HalfMicroKernel.tiles(
                tiles,
                height,
                vectors,
                panels.in(),
                x.data(),
                x.index(row, 0),
                x.stride(),
                1,
                panels.weights(),
                panels.panel(j),
                panels.width(j) / 2,
                c,
                ic,
                cRow,
                panels.bias(),
                j,
                0,
                relu);
    }
}
