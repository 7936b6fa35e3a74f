package dev.nn.simd;

/**
 * The sizes by which the loops around the micro-kernel cut matrices, each named after the loop it belongs to.
 *
 * <p>The names are those of Goto, van de Geijn: Anatomy of high-performance matrix multiplication. ACM TOMS 34(3), 2008.
 */
final class Blocking {
    /** Vectors across a register tile: with 4 rows 16 accumulators for 32 registers, 8 for the 16 of AVX2 and SSE. */
    static final int NV = hasSixteenRegisters() ? 2 : 4;

    /** Floats across a register tile, which is the width of a panel. */
    static final int NR = NV * VectorShape.LANES;

    /** Bytes of the level 1 data cache to fill with one block of a panel, leaving room for the other operands. */
    private static final int L1_SHARE = 32 * 1024;

    /**
     * Steps k in a block: KC × NR floats of a panel stay in the level 1 cache while all rows pass by. A multiple of NR,
     * so that a block of outputs, which dX sums over, is made of whole panels.
     */
    static final int KC = L1_SHARE / Float.BYTES / NR / NR * NR;

    /** Rows of a partly empty panel of Z or dX that pass through scratch memory at a time: some tiles, in the cache. */
    static final int EDGE_ROWS = 16;

    private Blocking() {}

    /** x86 without AVX-512 has 16 vector registers; AVX-512 and AArch64 have 32. */
    private static boolean hasSixteenRegisters() {
        String architecture = System.getProperty("os.arch", "");
        boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
        return x86 && VectorShape.PREFERRED_BITS < 512;
    }

    /** Number of whole vectors that hold n floats. */
    static int vectors(int n) {
        return (n + VectorShape.LANES - 1) / VectorShape.LANES;
    }

    /** n rounded up to whole vectors. */
    static int padded(int n) {
        return vectors(n) * VectorShape.LANES;
    }
}
