package dev.nn.simd.product;

import dev.nn.simd.jvm.VectorShape;

/**
 * The loop around the micro-kernel: C = S + A·B for any number of rows and one panel of columns.
 *
 * <p>The rows are cut into as few tiles as possible, of nearly equal height: 5 rows are 3 + 2, not 4 + 1, because a tile
 * of one row can't hide the latency of its multiply-adds.
 */
final class Tiles {
    /** Vectors of C in a tile, of the registers that vector code has. */
    private static final int ACCUMULATORS = Blocking.hasSixteenRegisters() ? 8 : 16;

    private Tiles() {}

    /** The largest number of rows of a tile of so many vectors, of which there are kernels for up to {@code max}. */
    static int mostRows(int max, int vectors) {
        return Math.min(max, ACCUMULATORS / vectors);
    }

    /** C = S + A·B, and max(0, ·) of it if asked. */
    static void multiply(TileFrame f) {
        int rows = f.rows, vectors = f.width / VectorShape.LANES;
        int most = mostRows(MicroKernel.maxRows(vectors), vectors);
        int tiles = (rows + most - 1) / most;
        if (tiles == 0) return;
        int low = rows / tiles, high = rows - low * tiles;
        if (high > 0) MicroKernel.tiles(high, low + 1, vectors, 0, f);
        MicroKernel.tiles(tiles - high, low, vectors, high * (low + 1), f);
    }
}
