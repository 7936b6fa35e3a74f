package dev.nn.simd.product;

import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.jvm.WarmUp;

/**
 * Whether one line of columns is computed by two vectors of 256 bits rather than one of 512, in convolutions; found out by a
 * measurement of half a millisecond when the first such kernel runs. It changes no bit of any result.
 *
 * <p>Processors that load and multiply 512 bits in two halves are faster with the former, others with the latter.
 */
final class LineVectors {
    private static final int ROWS = 96, DEPTH = 256, WARM_UP_DEPTH = 8, REPETITIONS = 30;

    /** Rows of the tallest tile of either kind. */
    private static final int HALVES_HEIGHT = LineMicroKernel.maxRows(2), WHOLE_HEIGHT = WindowMicroKernel.maxRows(1);

    /** Halves have to win by this much. */
    private static final double MARGIN = 0.95;

    /** Whether vectors are of 256 bits there. */
    static final boolean HALVED = VectorShape.LANES == Blocking.LINE && measure();

    private LineVectors() {}

    private static boolean measure() {
        int[] places = new int[DEPTH];
        for (int k = 0; k < DEPTH; k++) places[k] = 2 * k;
        Offsets offsets = Offsets.of(places);
        float[] a = new float[2 * (ROWS + DEPTH)], b = new float[DEPTH * Blocking.LINE];
        TileFrame f = new TileFrame()
                .size(ROWS, Blocking.LINE, WARM_UP_DEPTH)
                .a(a, 0, 0, 0)
                .windows(offsets, 0, offsets, 0)
                .b(b, 0, Blocking.LINE)
                .c(new float[ROWS * Blocking.LINE], 0, Blocking.LINE);
        // Compiled or not worth a measurement.
        if (!WarmUp.untilCalm(() -> halves(1, f)) || !WarmUp.untilCalm(() -> whole(1, f))) return false;
        f.depth = DEPTH;
        long halves = Long.MAX_VALUE, whole = Long.MAX_VALUE;
        for (int i = 0; i < REPETITIONS; i++) {
            long start = System.nanoTime();
            halves(ROWS / HALVES_HEIGHT, f);
            long between = System.nanoTime();
            whole(ROWS / WHOLE_HEIGHT, f);
            halves = Math.min(halves, between - start);
            whole = Math.min(whole, System.nanoTime() - between);
        }
        return halves < MARGIN * whole;
    }

    private static void halves(int tiles, TileFrame f) {
        LineMicroKernel.tiles(tiles, HALVES_HEIGHT, 2, 0, f);
    }

    private static void whole(int tiles, TileFrame f) {
        WindowMicroKernel.tiles(tiles, WHOLE_HEIGHT, 1, 0, f);
    }
}
