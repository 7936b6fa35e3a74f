package dev.nn.simd.product;

import dev.nn.simd.jvm.VectorShape;

/**
 * The loop around the micro-kernels of convolutions, like {@link Tiles} for dense layers: C = S + A·B for any number of
 * rows and one panel of columns, where tables tell where the elements of A are.
 */
public final class WindowTiles {
    /** Columns of a kernel whose depthwise convolution has tiles of its own. */
    public static final int SLIDING = SlidingKernel.COLUMNS;

    private WindowTiles() {}

    /** C = S + A·B for A behind tables, and max(0, ·) of it if asked. */
    public static void multiply(TileFrame f) {
        if (SlidingKernel.takes(f)) {
            SlidingKernel.multiply(f);
            return;
        }
        int rows = f.rows, vectors = f.width / VectorShape.LANES;
        int most = Tiles.mostRows(WindowMicroKernel.maxRows(vectors), vectors);
        int tiles = (rows + most - 1) / most;
        if (tiles == 0) return;
        int low = rows / tiles, high = rows - low * tiles;
        if (high > 0) tiles(high, low + 1, vectors, 0, f);
        tiles(tiles - high, low, vectors, high * (low + 1), f);
    }

    private static void tiles(int tiles, int rows, int vectors, int first, TileFrame f) {
        if (f.lanes) LaneMicroKernel.tiles(tiles, rows, vectors, first, f);
        else WindowMicroKernel.tiles(tiles, rows, vectors, first, f);
    }
}
