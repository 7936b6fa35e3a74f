package dev.nn.simd.product;

import dev.nn.simd.jvm.VectorShape;

/** The choice among the tiles of {@code DotKernel}. */
public final class DotTiles {
    /** Floats that a tile leaves room for. */
    static final int TILE = 16;

    /** Most sums in a tile: those that fit into the registers, and into the lanes of one vector at the end. */
    private static final int MOST = Blocking.hasSixteenRegisters() ? VectorShape.LANES / 2 : VectorShape.LANES;

    /**
     * Most columns of a tile of several rows. A load of 64 bytes from an array mostly straddles two cache lines and
     * counts twice, so tiles should be as square as can be: 3 × 5 needs 8 loads for 15 multiply-adds, 1 × 16 needs 17.
     */
    private static final int SQUARE = MOST >= 16 ? 5 : MOST >= 8 ? 4 : 2;

    private DotTiles() {}

    /** Columns of a tile, where n columns are to be cut evenly. */
    static int columns(int n) {
        int tiles = Math.max(1, (n + SQUARE - 1) / SQUARE);
        return Math.max(1, (n + tiles - 1) / tiles);
    }

    /** Columns of a tile of {@code rows} rows: a power of two, of {@code columns} that are left. */
    static int columns(int rows, int columns) {
        return Integer.highestOneBit(Math.min(columns, MOST / rows));
    }

    /**
     * Rows of a tile of so many columns, of {@code rows} that are left: at least one, also where the registers don't hold
     * the sums of even one row, as 16 registers of 128 bits don't hold four sums. Such a tile has fewer columns then.
     */
    static int rows(int rows, int columns) {
        int most = Math.max(1, Math.min(rows, DotKernel.maxRows(columns, MOST)));
        return most > 5 ? Integer.highestOneBit(most) : most;
    }
}
