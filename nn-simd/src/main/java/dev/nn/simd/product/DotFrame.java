package dev.nn.simd.product;

import dev.nn.kernel.Workspace;

/**
 * The operands of tiles of dot products, T[r][j] = Σₖ A[r][k]·B[j][k], and of what follows, Z = T + b: like {@link TileFrame}
 * filled in by whoever begins, and one object for a thread.
 *
 * <p>An array that is there already isn't stored again: G1 makes each reference that is stored in an old object cost as much
 * as several vectors of a single row.
 */
@SuppressWarnings("ReferenceEquality") // whether it is the same array
final class DotFrame {
    /** How many tiles, and rows and columns of each. */
    int tiles, rows, columns;

    /** Rows of A, contiguous, as long as all pieces of B together: row r of a tile begins at a[ia + r·aRow]. */
    float[] a = {};

    /** From a tile's A to the next tile's. */
    int ia, aRow, aTile;

    /**
     * A row of B lies in pieces: {@code panels} of NR floats, of which piece p of row j begins at {@code b[ib + p * bPanel +
     * (row + j) * NR]}, and one of {@code last} floats, a multiple of 16, at {@code b[ib + panels * bPanel + (row + j) *
     * last]}.
     */
    float[] b = {};

    int ib, bPanel, panels, last;

    /** The first tile's first row of B, and from there to the next tile's. */
    int row, rowTile;

    /**
     * T[r][j] of a tile is {@code t[it + r * columns + j]}; the next tile's begin 16 floats further. As many floats as a
     * vector has are written for each.
     */
    float[] t = {};

    int it;

    /** What is added to column j is {@code bias[ibias + j]}. */
    float[] bias = {};

    int ibias;

    /** Z[0][j] is {@code z[iz + j]}, and {@code zTile} floats further in the next tile. */
    float[] z = {};

    int iz, zTile;

    /** Whether Z is max(0, T + b). */
    boolean relu;

    /** The one of this workspace. */
    static DotFrame of(Workspace workspace) {
        return workspace.kept(DotFrame.class, DotFrame::new);
    }

    DotFrame size(int tiles, int rows, int columns) {
        this.tiles = tiles;
        this.rows = rows;
        this.columns = columns;
        return this;
    }

    DotFrame a(float[] a, int at, int row, int tile) {
        if (this.a != a) this.a = a;
        ia = at;
        aRow = row;
        aTile = tile;
        return this;
    }

    /** B in whole panels and a rest. */
    DotFrame b(float[] b, int at, int panel, int panels, int last) {
        if (this.b != b) this.b = b;
        ib = at;
        bPanel = panel;
        this.panels = panels;
        this.last = last;
        return this;
    }

    /** The rows of B that the tiles begin with. */
    DotFrame rows(int row, int tile) {
        this.row = row;
        rowTile = tile;
        return this;
    }

    DotFrame t(float[] t, int at) {
        if (this.t != t) this.t = t;
        it = at;
        return this;
    }

    DotFrame bias(float[] bias, int at) {
        if (this.bias != bias) this.bias = bias;
        ibias = at;
        return this;
    }

    DotFrame z(float[] z, int at, int tile) {
        if (this.z != z) this.z = z;
        iz = at;
        zTile = tile;
        return this;
    }
}
