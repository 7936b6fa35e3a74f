package dev.nn.simd.product;

import dev.nn.simd.jvm.WarmUp;
import dev.nn.simd.product.TileFrame.Start;

/**
 * How many steps k of a sum make a block, found out by a measurement of half a millisecond when the first kernel runs.
 *
 * <p>A block of a panel is read anew for every tile of rows. Where the level 2 cache delivers as fast as the micro-kernel
 * computes, blocks may be as long as that cache holds, and the fewer the better, for each begins with loading C and ends
 * with storing it. A processor that computes twice as much in a cycle wants blocks that stay in the level 1 cache. Java
 * doesn't tell which one it runs on. The length changes no bit of any result.
 */
public final class BlockLength {
    /** The most steps that a block may have: what scratch memory is made for, before anything has been measured. */
    static final int LONG = 1024;

    /** Like the other a multiple of every NR, so that a block of outputs, which dX sums over, is made of whole panels. */
    private static final int SHORT = 128;

    private static final int ROWS = 8, REPETITIONS = 30;

    /** Short blocks have to win by this much. */
    private static final double MARGIN = 0.95;

    /** Steps in a block. */
    public static final int KC = measure();

    private BlockLength() {}

    private static int measure() {
        float[] a = new float[ROWS * LONG], b = new float[LONG * Blocking.NR], c = new float[ROWS * Blocking.NR];
        TileFrame f = new TileFrame();
        // Compiled or not worth a measurement: the kernels will step aside.
        if (!WarmUp.untilCalm(() -> product(8, 8, a, b, c, f))) return LONG;
        long longTime = Long.MAX_VALUE, shortTime = Long.MAX_VALUE;
        for (int i = 0; i < REPETITIONS; i++) {
            longTime = Math.min(longTime, time(LONG, a, b, c, f));
            shortTime = Math.min(shortTime, time(SHORT, a, b, c, f));
        }
        return shortTime < MARGIN * longTime ? SHORT : LONG;
    }

    private static long time(int block, float[] a, float[] b, float[] c, TileFrame f) {
        long start = System.nanoTime();
        product(LONG, block, a, b, c, f);
        return System.nanoTime() - start;
    }

    /** C + A·B over sums of {@code depth} terms, in blocks. */
    private static void product(int depth, int block, float[] a, float[] b, float[] c, TileFrame f) {
        for (int k = 0; k < depth; k += block) {
            f.size(ROWS, Blocking.NR, block)
                    .a(a, k, LONG, 1)
                    .b(b, k * Blocking.NR, Blocking.NR)
                    .c(c, 0, Blocking.NR)
                    .from(Start.CONTINUE);
            Tiles.multiply(f);
        }
    }
}
