package dev.nn.simd.product;

import dev.nn.simd.jvm.VectorWidth;

/**
 * The sizes by which the loops around the micro-kernel cut matrices, each named after the loop it belongs to.
 *
 * <p>Loads no class of vectors, so plain kernels may ask it, too.
 *
 * <p>The names are those of Goto, van de Geijn: Anatomy of high-performance matrix multiplication. ACM TOMS 34(3), 2008.
 */
public final class Blocking {
    /**
     * Vectors across a register tile: with 4 rows 16 accumulators for 32 registers, 8 for the 16 of AVX2 and SSE; but
     * always at least a line.
     */
    static final int NV = hasSixteenRegisters() ? Math.max(2, 16 / VectorWidth.LANES) : 4;

    /** Floats across a register tile, which is the width of a panel. */
    public static final int NR = NV * VectorWidth.LANES;

    /** Rows of X and Z that pass by a panel before the next panel's turn; an epilogue finds them in the cache. */
    public static final int MC = 256;

    /** Rows of a partly empty panel of Z or dX that pass through scratch memory at a time: some tiles, in the cache. */
    public static final int EDGE_ROWS = 16;

    /** Layers with at most so many outputs keep W transposed and use dot products: {@link NarrowLayout}. */
    public static final int NARROW = 16;

    /** Floats in a cache line, and in the widest vector: panels and rows are padded to this, whatever the width. */
    public static final int LINE = 16;

    private Blocking() {}

    /** Whether vector code has 16 registers; AVX-512 and AArch64 have 32. */
    public static boolean hasSixteenRegisters() {
        String architecture = System.getProperty("os.arch", "");
        boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
        return x86 && VectorWidth.PREFERRED_BITS < 512;
    }

    /** n rounded up to whole lines. */
    public static int padded(int n) {
        return (n + LINE - 1) / LINE * LINE;
    }

    /** The same for any n, to check whether a size is possible at all. */
    static long paddedLong(int n) {
        return ((long) n + LINE - 1) / LINE * LINE;
    }
}
