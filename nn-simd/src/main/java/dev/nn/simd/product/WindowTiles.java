package dev.nn.simd.product;

import dev.nn.simd.jvm.VectorShape;

/**
 * The loop around the micro-kernels of convolutions, like {@link Tiles} for dense layers: C = S + A·B for any number of
 * rows and one panel of columns, where tables tell where the elements of A are.
 */
public final class WindowTiles {
    /** Lines of C that a tile has at most where a vector holds all of 16 columns; 0 where it holds fewer. */
    public static final int LINES = VectorShape.LANES == Blocking.LINE ? LineKernel.LINES : 0;

    private WindowTiles() {}

    /** Whether kernels of so many columns, one pixel apart, have tiles that slide over pixels, depthwise or over one channel. */
    public static boolean slide(boolean depthwise, int columns) {
        if (depthwise) return columns == SlidingKernel.COLUMNS;
        return columns == OneChannel3Kernel.COLUMNS || columns == OneChannel5Kernel.COLUMNS;
    }

    /** C += A·B for some pixels of one line of the source, {@link TileFrame#lines lines} of C at once. */
    public static void multiplyLines(TileFrame f) {
        LineKernel.multiply(f);
    }

    /** Two lines of a depthwise convolution. */
    public static void multiplyPair(LinePair pair) {
        DepthwiseKernel.multiply(pair);
    }

    /** C = S + A·B for A behind tables, and max(0, ·) of it if asked. */
    public static void multiply(TileFrame f) {
        if (SlidingKernel.takes(f)) {
            SlidingKernel.multiply(f);
            return;
        }
        if (OneChannel5Kernel.takes(f)) {
            OneChannel5Kernel.multiply(f);
            return;
        }
        if (OneChannel3Kernel.takes(f)) {
            OneChannel3Kernel.multiply(f);
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
