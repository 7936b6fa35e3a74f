package dev.nn.simd.product;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/**
 * dX = dZ·Wᵀ for small batches: dot products of the rows of dZ with the rows of W, which lie in pieces in its panels.
 *
 * <p>{@link InputProduct} transposes all of W, which pays only if many rows of dZ pass by.
 */
public final class DotInputProduct {
    /** Up to this batch it is faster than {@link InputProduct}. */
    public static final int MAX_BATCH = 8;

    private DotInputProduct() {}

    /** Tiles at a time: enough that what a kernel sets up at its start doesn't count. */
    private static final int TILES = 32;

    public static int scratch(int out) {
        return TILES * DotTiles.TILE + MAX_BATCH * Blocking.padded(out);
    }

    /**
     * {@link StandIn}: a call runs through many tiles, of which a few are enough; but sums lie in several whole panels and a
     * rest, and what has not run is not compiled.
     */
    static StandIn standIn(int batch, int in, int out) {
        int inputs = Math.min(in, Blocking.LINE + in % Blocking.LINE);
        return new StandIn(batch, inputs, StandIn.outputs(out, 2 * Blocking.NR), false);
    }

    static void multiply(
            int batch, int fromColumn, int toColumn, Rows dz, Affine parameters, Rows dx, Workspace workspace) {
        if (batch == 0) return;
        PanelLayout layout = (PanelLayout) parameters.layout();
        DotFrame f = DotFrame.of(workspace);
        float[] scratch = workspace.scratch();
        int out = layout.out(), depth = Blocking.padded(out);
        int panels = out / Blocking.NR, last = Blocking.padded(out % Blocking.NR);
        int packed = TILES * DotTiles.TILE;
        Packing.copyPadded(batch, out, dz.data(), dz.index(0, 0), dz.stride(), scratch, packed, depth);
        f.b(parameters.data(), parameters.weights(), Blocking.NR * layout.in(), panels, last)
                .t(scratch, 0);
        int most = DotTiles.rows(Math.min(4, batch), 4), groups = (batch + most - 1) / most;
        int inputs;
        for (int i = fromColumn; i < toColumn; i += inputs) {
            int columns = DotTiles.columns(most, toColumn - i), tiles = Math.min(TILES, (toColumn - i) / columns);
            inputs = tiles * columns;
            for (int group = 0, r = 0; group < groups; group++) {
                int rows = (batch - r + groups - group - 1) / (groups - group);
                f.size(tiles, rows, columns)
                        .a(scratch, packed + r * depth, depth, 0)
                        .rows(i, columns);
                DotKernel.tiles(f);
                for (int tile = 0; tile < tiles; tile++) {
                    int from = tile * DotTiles.TILE, to = dx.index(r, i + tile * columns);
                    Packing.copy(rows, columns, scratch, from, columns, dx.data(), to, dx.stride());
                }
                r += rows;
            }
        }
    }
}
