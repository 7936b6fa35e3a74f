package dev.nn.simd.product;

import dev.nn.simd.jvm.WarmUp;

/** The main register tile on next to no work: what shows soonest whether this JVM compiles vector code at all. */
public final class FirstTile {
    private static final int ROWS = 4, DEPTH = 8;

    private FirstTile() {}

    /** Whether it comes to allocate nothing; takes until the JIT compiler has compiled it. */
    public static boolean isCompiled() {
        float[] a = new float[ROWS * DEPTH], b = new float[DEPTH * Blocking.NR], c = new float[ROWS * Blocking.NR];
        int nr = Blocking.NR;
        TileFrame f = new TileFrame();
        return WarmUp.untilCalm(() -> {
            f.size(ROWS, nr, DEPTH)
                    .a(a, 0, DEPTH, 1)
                    .b(b, 0, nr)
                    .c(c, 0, nr)
                    .fromBias(b, 0)
                    .relu(true);
            Tiles.multiply(f);
        });
    }
}
